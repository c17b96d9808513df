"""Until when a post is held: the question, the answer, and the message to the holder."""

from bot.domain.message import Prompt
from bot.domain.people.message import PostTerm, TermDraft
from bot.services.people.post import PostChange
from bot.services.people.post_term import NAME
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.people.post import OfUnit, kind_name, until
from bot.views.renderer import prompts, renders
from bot.views.view import View


class NoEnd(Callback, prefix="pn"):
    """Take the end of the post back."""

    version: int


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask until when the post is held."""
    draft = TermDraft.model_validate(asked.draft)
    facts = {"name": draft.name, "unit": draft.unit, "kind": kind_name(draft.post_kind, say)}
    clear = [button(say("post-term-none"), NoEnd(asked.version))] if draft.ends else []
    return form.ask(say("post-term-question", **facts), say, clear)


def done(change: PostChange, say: Speech) -> View:
    """Answer until when the post is held now."""
    facts = {"name": change.person.name, "unit": change.unit.name}
    facts["kind"] = kind_name(change.kind, say) if change.kind is not None else ""
    day = until(change.post, say) if change.post is not None else ""
    text = say("post-term-done", until=day, **facts) if day else say("post-term-cleared", **facts)
    return View(text, rows([button(say("post-back"), OfUnit(change.unit.id))]))


def told(term: PostTerm, say: Speech) -> View:
    """Tell the holder until when they hold it, or that there is no end any more."""
    facts = {"unit": term.unit, "kind": kind_name(term.post_kind, say)}
    if term.until is None:
        return View(say("post-term-told-cleared", **facts), rows(home(say)))
    return View(say("post-term-told", until=say.full_day(term.until), **facts), rows(home(say)))


RENDERERS = (prompts(NAME, prompt), renders(PostTerm, told))
