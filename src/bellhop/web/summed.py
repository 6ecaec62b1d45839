"""Adding up the metrics of several processes of one installation."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.parser import text_string_to_metric_families

OWN_TO_A_PROCESS = ("python_", "process_")
BIRTH = "_created"
"""When a counter began: of no use in a sum."""
HIGHEST = "gauge"

Key = tuple[str, tuple[tuple[str, str], ...]]


def summed(pages: Iterable[str]) -> str:
    """One page in Prometheus' text format: counters and histograms added, of gauges the highest.
    What describes a single process (its memory, its garbage) is left out."""
    heads: dict[str, tuple[str, str]] = {}
    values: dict[str, dict[Key, float]] = {}
    for page in pages:
        for family in text_string_to_metric_families(page):
            if family.name.startswith(OWN_TO_A_PROCESS) or family.name.endswith(BIRTH):
                continue
            heads.setdefault(family.name, (family.type, family.documentation))
            known = values.setdefault(family.name, {})
            for sample in family.samples:
                if sample.name.endswith(BIRTH):
                    continue
                key = (sample.name, tuple(sorted(sample.labels.items())))
                both = (known.get(key, 0.0), float(sample.value))
                known[key] = max(both) if family.type == HIGHEST else sum(both)
    return "".join(_family(name, heads[name], values[name]) for name in heads)


def _family(name: str, head: tuple[str, str], values: dict[Key, float]) -> str:
    kind, words = head
    shown = f"{name}_total" if kind == "counter" else name
    lines = [f"# HELP {shown} {words}", f"# TYPE {shown} {kind}"]
    for (sample, labels), value in values.items():
        inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        lines.append(f"{sample}{{{inside}}} {value}" if inside else f"{sample} {value}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
