"""What others do at the moment of a signing: nothing is given twice, and nobody's work is lost."""

import shutil

import pytest
from little import made, statuses
from papers import drafted, register, sign

from pipeline.model.problem import Mistake
from pipeline.run.issues import issues

NAME = "专报/2025-03"


@pytest.fixture
def project(tmp_path):
    return drafted(tmp_path)


def test_where_nothing_can_be_locked_nothing_is_signed_and_building_goes_on(project):
    shutil.rmtree(project / ".briefing")
    (project / ".briefing").touch()
    journal, ready = project / "config" / ".签发.json~", project / "outputs" / "专报" / ".2025-03.docx.issue~"
    for left in (journal, ready):
        left.write_text("another's signing, under way", "utf-8")
    with pytest.raises(Mistake, match=r"\.briefing”里的 lock 打不开或锁不住"):
        sign(project, NAME)
    assert register(project) == []
    assert statuses(project)[NAME] == "current"
    assert issues(project).issues == ()
    assert (journal.exists(), ready.exists()) == (True, True)
    (project / ".briefing").unlink()
    made(project)
    assert (journal.exists(), ready.exists()) == (False, False)
