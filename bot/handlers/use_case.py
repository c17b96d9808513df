"""Answer a tap, a command or typed words by one use case and one view, where no more is to be done.

After the unit of work and the request, a use case's parameters are filled one by one: rules of the installation by
their class, everything else by its name from the button (`unit` is given to `unit` or `unit_id`) or from the form.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from inspect import Parameter, getmembers, signature
from operator import attrgetter
from typing import Any, Generic, TypeGuard, TypeVar, get_type_hints

from bot.domain.errors import DomainError
from bot.domain.rules import Installation
from bot.handlers.context import Context
from bot.services.rating.recover import KeyFolder
from bot.services.reminder.source import ReminderContext
from bot.settings import Settings
from bot.texts.speech import Speech
from bot.views.callback import Callback
from bot.views.view import View

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
UseCase = Callable[..., Awaitable[T]]
Show = Callable[[T, Speech], View | None]
"""Makes a view of what a use case returns."""

OF_CONTEXT: Mapping[object, Callable[[Context], Any]] = {
    Installation: attrgetter("installation"),
    Settings: attrgetter("settings"),
    ReminderContext: attrgetter("reminder_context"),
    KeyFolder | None: attrgetter("runtime.keys"),
    **{field.type: attrgetter(f"installation.{field.name}") for field in fields(Installation)},
}
"""Parameters that are filled from the context, by the class that they are annotated with."""


@dataclass(frozen=True, slots=True)
class UseCaseAnswer(Generic[T]):
    """Answers taps on one kind of button. Called without a button, by a command, it passes none of its fields: the use
    case's own defaults apply."""

    button: type[Callback]
    use_case: UseCase[T]
    show: Show[T] | None
    field_of: Mapping[str, str]
    """The button's field or property for each parameter that it fills."""

    async def __call__(self, context: Context, button: Callback | None = None) -> View | None:
        types = _parameter_types(self.use_case)
        filled = self.field_of if button is not None else {}
        given = {name: _converted(getattr(button, field), types[name]) for name, field in filled.items()}
        result = await call(context, self.use_case, given)
        return self.show(result, context.say) if self.show is not None else None


def ask(button: type[Callback], use_case: UseCase[T], show: Show[T] | None = None) -> UseCaseAnswer[T]:
    """Answer a tap by a use case and show what it returns; without a view nothing is shown, as where a prompt follows.

    TypeError when a parameter has no field of its name and class, or a field no parameter. An int field fills a bool
    parameter too, a str field one that is an enumeration (DomainError("old_button") for none of its members).
    """
    return UseCaseAnswer(button, use_case, show, _fields(button, use_case))


def if_any(show: Callable[[T, Speech], View]) -> Show[T | None]:
    """Show nothing where the use case returns None, for it has asked something first."""
    return lambda result, say: show(result, say) if result is not None else None


async def call(context: Context, use_case: UseCase[T], given: Mapping[str, object]) -> T:
    """Call a use case for the person whose update it is, with these arguments by name."""
    types = _parameter_types(use_case)
    rules = {name: OF_CONTEXT[kind](context) for name, kind in types.items() if kind in OF_CONTEXT}
    return await use_case(context.uow, context.request, **rules, **given)


def parameters_to_fill(use_case: UseCase[Any]) -> list[str]:
    """Name the parameters that the context does not fill."""
    return [name for name, kind in _parameter_types(use_case).items() if kind not in OF_CONTEXT]


def member(kind: type[E], value: str) -> E:
    """Read the member of an enumeration that a button names; DomainError("old_button") when there is none."""
    try:
        return kind(value)
    except ValueError:
        raise DomainError("old_button") from None


@cache
def _parameter_types(use_case: UseCase[Any]) -> dict[str, object]:
    """Each parameter's class, without the first two: the unit of work and the request."""
    hints = get_type_hints(use_case)
    return {name: hints[name] for name in list(signature(use_case).parameters)[2:]}


def _fields(button: type[Callback], use_case: UseCase[Any]) -> dict[str, str]:
    found, offered = {}, _offered(button)
    for name in parameters_to_fill(use_case):
        field = next((one for one in (name, name.removesuffix("_id")) if one in offered), None)
        if field is not None and _fits(offered[field], _parameter_types(use_case)[name]):
            found[name] = field
        elif field is not None or signature(use_case).parameters[name].default is Parameter.empty:
            raise TypeError(f"{button.__qualname__} has nothing that fits {name} of {use_case}")
    declared = {one.name for one in fields(button)}
    unused = declared - set(found.values())
    # A forgotten field is an error; where a property fills a parameter, it may be what reads the other fields.
    if unused and declared.issuperset(found.values()):
        raise TypeError(f"{use_case} takes no {', '.join(sorted(unused))} of {button.__qualname__}")
    return found


def _offered(button: type[Callback]) -> dict[str, object]:
    """The classes of the button's fields and properties, by name."""
    properties = getmembers(button, lambda one: isinstance(one, property))
    return {
        **{one.name: get_type_hints(button)[one.name] for one in fields(button)},
        **{name: get_type_hints(one.fget)["return"] for name, one in properties},
    }


def _fits(kind: object, wanted: object) -> bool:
    return kind == wanted or (kind is int and wanted is bool) or (kind is str and _is_enum(wanted))


def _is_enum(kind: object) -> TypeGuard[type[StrEnum]]:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _converted(value: object, wanted: object) -> object:
    if wanted is bool:
        return bool(value)
    return member(wanted, str(value)) if _is_enum(wanted) else value
