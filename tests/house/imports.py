"""Reads Python files without running them: what each one imports, calls and names."""

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path


class Module:
    """One Python file below a root folder. ``path`` is for people: ``shopmail/ui/theme.py``."""

    def __init__(self, root: Path, file: Path) -> None:
        relative = file.relative_to(root)
        self.path = relative.as_posix()
        parts = relative.with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)
        self._text = file.read_text(encoding="utf-8")

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the file, inside functions too."""
        return tuple(ast.walk(ast.parse(self._text, self.path)))

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Dotted names, wherever in the file they are imported: ``from a import b`` gives ``a.b``."""
        return tuple(name for node in self.nodes for name in self._imported_by(node))

    @cached_property
    def calls(self) -> frozenset[str]:
        """What is called, as written, such as ``Session`` or ``orm.sessionmaker``."""
        return frozenset(dotted(node.func) for node in self.nodes if isinstance(node, ast.Call))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every plain or dotted name that is used or imported, such as ``time.time``."""
        used = {dotted(node) for node in self.nodes if isinstance(node, ast.Attribute | ast.Name)}
        return frozenset(used | set(self.imports))

    def _imported_by(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{self._source(node)}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in (
            "import_module",
            "__import__",
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value

    def _source(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        parts = package[: len(package) - node.level + 1]
        return ".".join([*parts, *([node.module] if node.module else [])])


def dotted(node: ast.expr) -> str:
    """``a.b.c`` for a chain of names, else the last names of it that can be told; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def modules(root: Path, folder: str) -> tuple[Module, ...]:
    """Every Python file below ``root/folder``, in order of its path."""
    return tuple(Module(root, file) for file in sorted((root / folder).rglob("*.py")))


def is_or_inside(name: str, package: str) -> bool:
    """Whether ``name`` is ``package`` or something in it: ``concurrent.futures.thread`` in ``concurrent``."""
    return name == package or name.startswith(f"{package}.")


def circles(all_modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """Groups of modules that need each other, each as names in order; imports inside functions count."""
    known = {module.name: module for module in all_modules}
    needs = {
        name: {home for used in module.imports if (home := _home(used, known)) not in ("", name)}
        for name, module in known.items()
    }
    return [tuple(sorted(group)) for group in _strongly_connected(needs) if len(group) > 1]


def _home(name: str, known: Iterable[str]) -> str:
    """The module that holds ``name``: the longest one of ``known`` that it is or lies in; empty: foreign."""
    return max((module for module in known if is_or_inside(name, module)), key=len, default="")


def _strongly_connected(needs: dict[str, set[str]]) -> list[list[str]]:
    # Kosaraju: finish order on the graph, then trees on the reversed one.
    order: list[str] = []
    seen: set[str] = set()
    for name in needs:
        order.extend(_finished(name, needs, seen))
    needed_by: dict[str, set[str]] = {name: set() for name in needs}
    for name, used in needs.items():
        for other in used:
            needed_by[other].add(name)
    seen = set()
    return [group for name in reversed(order) if (group := list(_finished(name, needed_by, seen)))]


def _finished(name: str, graph: dict[str, set[str]], seen: set[str]) -> Iterator[str]:
    if name in seen:
        return
    seen.add(name)
    for other in sorted(graph[name]):
        yield from _finished(other, graph, seen)
    yield name
