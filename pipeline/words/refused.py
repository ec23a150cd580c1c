"""What the machine refuses is no bug: why, in the user's language, never the system's own English."""

from __future__ import annotations

import errno

__all__ = ["reason", "refused"]

_WHY = {
    errno.EACCES: "系统不允许",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "磁盘配额已用完",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "文件名太长",
}
_REFUSED = {
    errno.EACCES: "系统不允许读写。请检查权限；如果它正打开着，请关闭后重做",
    errno.EPERM: "系统不允许读写。请检查权限；如果它正打开着，请关闭后重做",
    errno.EROFS: "磁盘是只读的，写不进去",
    errno.ENOSPC: "磁盘已满，写不进去。请腾出空间后重做",
    errno.ENOTDIR: "路径不对：中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: OSError) -> str:
    """Why something could not be written, in a few words."""
    return _WHY.get(error.errno or 0, "系统拒绝")


def refused(error: OSError) -> str:
    """Why a path could not be used and what to do, as a sentence; empty where it may be the program's own fault."""
    return _REFUSED.get(error.errno or 0, "")
