"""Settings fail at the start, naming what is missing."""

from __future__ import annotations

import pytest

from copydesk.runtime.administration import KeySettings
from copydesk.runtime.settings import MissingSetting, UploadSettings


def test_settings_come_from_variables_of_the_same_name():
    found = KeySettings.from_environment({"RESULTS_BUCKET": "b", "TABLE": "c", "OTHER": "d"})
    assert found == KeySettings(results_bucket="b", table="c")


def test_every_missing_variable_is_named():
    with pytest.raises(MissingSetting, match="RESULTS_BUCKET, TABLE"):
        UploadSettings.from_environment({"INTAKE_BUCKET": "a", "TABLE": ""})
