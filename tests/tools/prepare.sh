#!/usr/bin/env bash
# LibreOffice, fonts and pdftoppm for the rendering tests: installed where that is allowed (root with apt); elsewhere it
# says which tests that costs. In CI they must be there: nothing is skipped.
set -u
missing=()
command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-writer-nogui)
command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
fc-list 2>/dev/null | grep -q 'Noto Serif CJK SC\|NotoSerifCJK' || missing+=(fonts-noto-cjk fontconfig)
fc-list 2>/dev/null | grep -qi 'liberation' || missing+=(fonts-liberation)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "安装渲染测试所需：${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  for attempt in 1 2 3; do
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && exit 0
    sleep $((attempt * 5))
  done
fi
echo "缺少 ${missing[*]}，且这里不能安装：版式渲染测试（tests/layout）将不运行。" >&2
if [ "${CI:-}" = true ]; then exit 1; fi
