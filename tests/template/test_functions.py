"""The functions of `template.yaml`: where their code is, what they are told, what calls them."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tests import stack

from copydesk.runtime import settings
from copydesk.runtime.settings import Settings

FUNCTIONS = sorted(stack.functions())
# Powertools' own variables: no code of ours reads them.
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "POWERTOOLS_LOG_LEVEL"}
ROUTES = {
    ("POST", "/v1/articles"): "upload",
    ("DELETE", "/v1/articles/{id}"): "upload",
    ("GET", "/v1/articles"): "read",
    ("GET", "/v1/articles/{id}"): "read",
    ("GET", "/v1/articles/{id}/analysis"): "read",
    ("GET", "/v1/articles/{id}/report"): "read",
    ("POST", "/v1/articles/{id}/links"): "read",
}
OPEN_ROUTES = {("GET", "/r/{token}"), ("GET", "/health"), ("GET", "/openapi.json"), ("GET", "/docs")}


def events(function: str, kind: str) -> list[dict[str, Any]]:
    found = stack.functions()[function].get("Events", {}).values()
    return [event["Properties"] for event in found if event["Type"] == kind]


def settings_of(function: str) -> type[Settings]:
    found: type[Settings] = getattr(settings, f"{function.capitalize()}Settings")
    return found


def test_every_folder_is_a_function_and_every_function_has_a_folder() -> None:
    folders = sorted(path.parent.name for path in (stack.ROOT / "functions").glob("*/*.py"))
    assert folders == FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_handler_exists(name: str) -> None:
    function = stack.functions()[name]
    module, _, handler = function["Handler"].rpartition(".")
    source = (stack.ROOT / function["CodeUri"] / f"{module}.py").read_text(encoding="utf-8")
    assert handler in {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_environment_is_what_the_function_reads(name: str) -> None:
    told = set(stack.environment(name)) - POWERTOOLS
    assert told == {field.name.upper() for field in fields(settings_of(name))}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_settings_are_read_from_the_environment_that_the_template_gives(name: str) -> None:
    environment = stack.environment(name)
    read = settings_of(name).from_environment(environment)
    assert {field.name.upper(): getattr(read, field.name) for field in fields(read)}.items() <= environment.items()


def test_nothing_but_the_settings_reads_the_environment() -> None:
    package = stack.ROOT / "layers" / "copydesk" / "python" / "copydesk"
    readers = [path for path in package.rglob("*.py") if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))]
    outside = {path.relative_to(package).parts[0] for path in readers} - {"runtime", "cli.py"}
    assert not outside


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_says_how_long_it_may_take_and_where_it_logs(name: str) -> None:
    function = stack.functions()[name]
    group = stack.template()["Resources"][function["LoggingConfig"]["LogGroup"]["Ref"]]
    assert group["Type"] == "AWS::Logs::LogGroup"
    assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetention"}
    assert 0 < function["Timeout"] <= 900
    assert "MemorySize" in function


def test_what_answers_http_answers_before_the_api_gives_up() -> None:
    for name in FUNCTIONS:
        if events(name, "Api") or name == "authorize":
            assert stack.functions()[name]["Timeout"] <= 29


def test_only_extract_has_the_layer_with_spacy() -> None:
    assert {name for name in FUNCTIONS if {"Ref": "NlpLayer"} in stack.functions()[name].get("Layers", [])} == {"extract"}
    assert stack.template()["Globals"]["Function"]["Layers"] == [{"Ref": "CopydeskLayer"}, {"Ref": "RuntimeLayer"}]


def test_routes() -> None:
    routes = {(event["Method"], event["Path"]): name for name in FUNCTIONS for event in events(name, "Api")}
    assert routes == ROUTES | dict.fromkeys(OPEN_ROUTES, "read")


def test_every_route_asks_for_a_key_but_the_open_ones() -> None:
    api = stack.resources("AWS::Serverless::Api")["Api"]
    assert api["Auth"]["DefaultAuthorizer"] == "Key"
    asks_for_none = {
        (event["Method"], event["Path"])
        for name in FUNCTIONS
        for event in events(name, "Api")
        if event.get("Auth", {}).get("Authorizer") == "NONE"
    }
    assert asks_for_none == OPEN_ROUTES


def test_the_authorizer_is_asked_about_every_request() -> None:
    key = stack.resources("AWS::Serverless::Api")["Api"]["Auth"]["Authorizers"]["Key"]
    assert key["Identity"] == {"ReauthorizeEvery": 0}, "with a cache or a source API Gateway answers a missing key by itself"
    assert key["FunctionArn"] == {"Fn::GetAtt": ["AuthorizeFunction", "Arn"]}


def test_bodies_arrive_as_they_were_sent() -> None:
    assert stack.resources("AWS::Serverless::Api")["Api"]["BinaryMediaTypes"] == ["*/*"]


def test_what_api_gateway_answers_by_itself_is_a_problem_document() -> None:
    answers = stack.resources("AWS::Serverless::Api")["Api"]["GatewayResponses"]
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} <= answers.keys()
    for name, answer in answers.items():
        assert answer["ResponseParameters"]["Headers"]["Content-Type"] == "'application/problem+json'", name
        body = answer["ResponseTemplates"]["application/json"]
        assert all(f'"{field}":' in body for field in ("type", "title", "status", "code")), name


def test_the_access_log_holds_no_key_and_no_query() -> None:
    fields_logged = stack.resources("AWS::Serverless::Api")["Api"]["AccessLogSetting"]["Format"]
    assert not re.search(r"(?i)querystring|apikey|x-api-key|header", fields_logged)


def test_no_code_scans_the_table() -> None:
    code = [*(stack.ROOT / "functions").rglob("*.py"), *(stack.ROOT / "layers" / "copydesk").rglob("*.py")]
    assert not [path for path in code if re.search(r"\.scan\(|[\"']scan[\"']", path.read_text(encoding="utf-8"))]


def test_layers_are_built_where_the_template_looks_for_them() -> None:
    built = {Path(layer["ContentUri"]).parent.as_posix() for layer in stack.resources("AWS::Serverless::LayerVersion").values()}
    assert built == {".build/layers"}
