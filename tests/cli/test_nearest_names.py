"""A name that is none: the nearest one is proposed, in a sentence that ends once."""

import pytest

from pipeline.cli import main

CALLS = {
    "figures": (("figures", "信访总里"), "没有指标“信访总里”，是不是“信访总量”？全部名称"),
    "build": (("build", "情况通告"), "没有文稿“情况通告”，是不是“情况通报”"),
    "nothing near": (("figures", "zzz"), "没有指标“zzz”。全部名称"),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_misspelt_name(call, tmp_path, capsys):
    (arguments, told) = CALLS[call]
    (tmp_path / "inputs").mkdir()
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--project", str(tmp_path)])
    assert ended.value.code == 2
    message = capsys.readouterr().err
    assert told in message
    assert "？。" not in message
