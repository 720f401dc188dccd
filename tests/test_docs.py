"""The README keeps its word: its commands exist, every command and option is described, every link leads somewhere."""

import re
from pathlib import Path

import click
import pytest

from avr_docs.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, prefix: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    """Every command below `group`, with its words as a person types them."""
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((" ".join((*prefix, name)), command))
        if isinstance(command, click.Group):
            found += commands(command, (*prefix, name))
    return found


COMMANDS = commands(main)


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_is_in_the_readme_and_explains_itself(name: str, command: click.Command) -> None:
    words = name.split()
    assert re.search(rf"avr-docs {words[0]}\b" if len(words) == 1 else rf"avr-docs {words[0]} .*\b{words[1]}\b", README)
    assert command.help, f"{name} has no help"
    assert "avr-docs" in command.help, f"{name} shows no example"
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name} has no help"


def test_every_command_that_the_readme_names_exists() -> None:
    known = {name for name, _ in COMMANDS}
    for word in re.findall(r"(?m)(?:^|`|/)avr-docs ([a-z]+)", README):
        assert word in known, f"README names avr-docs {word}"


def test_files_that_the_readme_links_to_exist() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_both_set_up_commands_are_one_line() -> None:
    for marker in ("serve command", "test command"):
        block = README.split(f"<!-- {marker} -->")[1].split("<!-- end -->")[0]
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("```")]
        assert len(lines) == 1, marker


def test_ci_runs_the_readmes_own_test_command() -> None:
    assert "<!-- test command -->" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_version_is_in_the_changelog() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
