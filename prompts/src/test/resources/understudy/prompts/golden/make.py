"""Runs each NAME.jinja of this folder with Jinja as Transformers does, and writes what it says to NAME.txt.

The programs are what Template.jinja() gives. Needs transformers (or jinja2 alone); run it in this folder.
"""

import pathlib

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment


def refuse(line):
    raise jinja2.exceptions.TemplateError(line)


ASKED = [("user", "Who lives in the mill?")]
ANSWERED = ASKED + [
    ("assistant", "Old Marta.\nAnd \"two\" geese, it's said."),
    ("user", "With {{ whom }} \\ {% there %}?"),
    ("assistant", "水車 🦢"),
]
TOLD = [("system", "A tale.\nBe brief.")] + ANSWERED[:3]

environment = ImmutableSandboxedEnvironment(
    trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
)
environment.globals["raise_exception"] = refuse
for file in sorted(pathlib.Path(".").glob("*.jinja")):
    template = environment.from_string(file.read_text())
    said = []
    for turns, prompt in ((ASKED, True), (ANSWERED, False), (TOLD, True)):
        messages = [{"role": role, "content": text} for role, text in turns]
        try:
            said.append(template.render(messages=messages, add_generation_prompt=prompt))
        except jinja2.exceptions.TemplateError:
            said.append("refused")
    file.with_suffix(".txt").write_text("\n=====\n".join(said))
