"""Offline: a planner without network, key or GPU. It reads requests with trained tables and plain rules."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from engine.errors import UserError
from engine.planner.context import Context, Planner
from engine.planner.languages.asking import asks_in
from engine.planner.languages.request import MAX_CHARACTERS, Request, in_english, names_of
from engine.planner.languages.strange import strange_object
from engine.planner.languages.unread import no_in_its_language
from engine.planner.offline.asked.attached import of_attached
from engine.planner.offline.asked.questions import asked_of_session
from engine.planner.offline.asked.same import same_question
from engine.planner.offline.conversation.act_wanted import is_level_of_another
from engine.planner.offline.conversation.amendment import WHICH_WAY, either_way
from engine.planner.offline.conversation.beside_failures import beside_failures
from engine.planner.offline.conversation.state import State
from engine.planner.offline.doubts.amended_offer import amended_offer
from engine.planner.offline.doubts.another_day import goes_back_to_a_day
from engine.planner.offline.doubts.asked_back import (
    asked_back,
    is_same_as_offered,
    leans_past_offer,
    offered,
    question_whether,
)
from engine.planner.offline.doubts.elsewhere import kept_to_parts
from engine.planner.offline.doubts.figure_lost import loses_its_figure
from engine.planner.offline.doubts.invented_room import invents_a_room
from engine.planner.offline.doubts.limits_kept import breaks_limit
from engine.planner.offline.doubts.looked_at import done_to
from engine.planner.offline.doubts.offer_dropped import without_dropped_offer
from engine.planner.offline.doubts.one_place_for_all import puts_all_in_one_place
from engine.planner.offline.doubts.past_question import points_past_question
from engine.planner.offline.doubts.scope_lost import reaches_beyond_part
from engine.planner.offline.doubts.swapped_back import undoes_for_a_swap
from engine.planner.offline.doubts.unsaid import without_unasked_markers
from engine.planner.offline.doubts.which_of_all import is_done_to_all
from engine.planner.offline.in_a_form import in_a_form, is_in_a_form, is_surely_in_a_form
from engine.planner.offline.making.parts_together import parts_together
from engine.planner.offline.reading import network
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.remembered import remembered
from engine.planner.offline.reading.slip import mended_slips
from engine.planner.offline.rewordings import (
    ALONE,
    FOR_ONE_ACT,
    IN_THE_SESSION,
    NAMED,
    POINTED,
    TYPED,
    UNREAD,
    reworded,
)
from engine.planner.offline.sentence.clauses.asking import Asked, asked_in
from engine.planner.offline.sentence.clauses.ruled_out import asks_nothing
from engine.planner.offline.sentence.clauses.told_beside import told_beside
from engine.planner.offline.sentence.clauses.told_first import told_first
from engine.planner.offline.sentence.fades.fades_gone import fade_dropped
from engine.planner.offline.sentence.notes.note_ways import which_clip
from engine.planner.offline.sentence.read import read
from engine.planner.offline.sentence.scope.abbreviated import abbreviated_several
from engine.planner.offline.sentence.scope.not_here import not_here
from engine.planner.offline.sentence.scope.selection_said import with_selection_meant
from engine.planner.offline.sentence.scope.this_one import is_about_selected, this_by_its_name
from engine.planner.offline.sentence.section_lift import section_lift
from engine.planner.offline.sentence.undo.back import may_take_back, nothing_done
from engine.planner.offline.sentence.undo.by_number import by_number
from engine.planner.offline.sentence.which import which_track
from engine.planner.offline.sentence.which_part import which_part
from engine.planner.offline.singing.next_line import next_line, notes_muted
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.answer_words import answer_words, said_in_full
from engine.planner.offline.steps.beside import nearest_way
from engine.planner.offline.steps.choices import one_offered, tracks_offered, with_choices
from engine.planner.offline.steps.closed_question import answers_offered
from engine.planner.offline.steps.done_to_group import unpitched_left
from engine.planner.offline.steps.each_by_itself import parts_by_themselves
from engine.planner.offline.steps.fades_of_notes import with_fades_of_notes
from engine.planner.offline.steps.half_of_what import half_of_what
from engine.planner.offline.steps.instrument_not_here import who_is_told_of
from engine.planner.offline.steps.is_question import goes_on_asking
from engine.planner.offline.steps.kept_to_bars import kept_to_bars
from engine.planner.offline.steps.like_whom import like_whom
from engine.planner.offline.steps.named_after_all import named_after_all
from engine.planner.offline.steps.no_session import without_session
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.steps.notes_to_sing import notes_offered
from engine.planner.offline.steps.of_the_copy import of_the_copy
from engine.planner.offline.steps.one_of_those import one_of_those
from engine.planner.offline.steps.only_asked import answered_only, asked_about
from engine.planner.offline.steps.orders_lost import orders_lost
from engine.planner.offline.steps.other_object import of_the_other_object
from engine.planner.offline.steps.other_one import with_other_one
from engine.planner.offline.steps.own_orders import all_in, begun_anew, in_one, is_told_alone, orders_it, own_orders
from engine.planner.offline.steps.question_behind import question_behind
from engine.planner.offline.steps.remarks import NOTED, remarked
from engine.planner.offline.steps.reply import WHICH, question_of, unsure_text
from engine.planner.offline.steps.said_twice import without_doubles
from engine.planner.offline.steps.same_again import WHAT_DIFFERENT
from engine.planner.offline.steps.section_not_here import place_not_here, section_not_here
from engine.planner.offline.steps.sections_meant import section_chosen, which_section
from engine.planner.offline.steps.session_clock import in_the_clip
from engine.planner.offline.steps.several_of_one import only_one_of_those
from engine.planner.offline.steps.spoken_of import with_spoken_of
from engine.planner.offline.steps.taken import offered_again
from engine.planner.offline.steps.taken_back_once import taken_back_once
from engine.planner.offline.steps.together import LEFT_OUT, sure_of_them, together, with_all_asked
from engine.planner.offline.steps.twin_tracks import with_twins
from engine.planner.offline.steps.unasked_back import ungoverned
from engine.planner.offline.steps.unasked_solo import unasked_solo
from engine.planner.offline.steps.unused import unused
from engine.planner.offline.steps.what_stays import STAYS, is_called_off, without_kept
from engine.planner.offline.steps.which_of_them import which_of_them
from engine.planner.offline.steps.who_sings import who_sings
from engine.planner.offline.text.around import request_alone
from engine.planner.offline.text.courtesy import without_courtesy
from engine.planner.offline.text.markers import sections_named
from engine.planner.offline.text.outward import without_outward
from engine.planner.offline.text.unreadable import is_unreadable
from engine.planner.offline.understand import understand
from engine.planner.regex import regex
from engine.tasks.plan import MAX_STEPS, Plan, Step, validated

Choices = tuple[tuple[Step, ...], ...]
log = logging.getLogger(__name__)

TOO_LONG = "That is too long for a request; say in a few words what to do, and attach long texts as a file."


class OfflinePlanner(Planner):
    """Understands the whole task table from words alone."""

    name = "offline"

    def __init__(self, *, asks_back: bool = True) -> None:
        self._asks_back = asks_back
        """Are doubtful plans asked about before they are done?"""

    def plan(self, text: str, context: Context) -> Plan:
        """Turn words into a validated plan; what cannot be followed becomes a question."""
        with remembered():
            planned = self._with_lost(self._planned(text, context), text, context)
            planned = kept_to_bars(without_doubles(planned, context), text, context)
            planned = with_fades_of_notes(of_the_copy(with_twins(planned, text, context), text), context)
            planned = taken_back_once(planned, text, context)
            if not planned.is_reply and (left := breaks_limit(text, planned.steps, context)):
                planned = validated([Step("ask", {"text": left})], planner=self.name)
            scene = DialogueState.of(context)
            if puts_all_in_one_place(text, planned.steps, scene):
                planned = validated([Step("ask", {"text": WHICH})], planner=self.name)
            if not planned.is_reply and any(one(text, planned.steps, scene) for one in _ASKED_ABOUT):
                planned = self._offered(list(planned.steps), scene)
        return without_session(of_attached(planned, text, context), context)

    def _planned(self, text: str, context: Context, *, is_part: bool = False) -> Plan:
        """`is_part`: it is one request of a message, and is not parted again."""
        if len(text) > MAX_CHARACTERS:
            return validated([Step("ask", {"text": TOO_LONG})], planner=self.name)
        printed = (char if char.isprintable() or char in "\n\u200d" else " " for char in text)
        asked = "".join(printed).strip()
        if is_unreadable(asked, names_of(context)):
            return validated([Step("ask", {"text": unsure_text("", [])})], planner=self.name)
        if exactly := by_number(asked, context):
            return validated(exactly, planner=self.name)
        if picked := one_offered(asked, DialogueState.of(context)):
            return validated(picked, planner=self.name)
        said = in_english(asked, context)
        if said.language == "en":
            said = _in_words_of(TYPED, said)
        if said.language == "en" and not is_part and (orders := self._own_orders(said)):
            if isinstance(orders, Plan):
                return said.restored(orders)
            said = replace(said, text=orders)
        said = _in_words_of(NAMED, said)
        if said.language == "en" and (other := of_the_other_object(said.text, said.context)):
            return self._planned(*other, is_part=is_part)
        if said.language == "en" and (named := this_by_its_name(said.text, said.context)):
            of_it = self._planned(*named, is_part=is_part)
            if is_about_selected(of_it, said.text, said.context):
                return of_it
        wishes: Asked | None = None
        try:
            if unread := no_in_its_language(asked, names_of(context)):
                return validated([Step("refuse", {"text": unread})], planner=self.name)
            said = _in_words_of(ALONE, said)
            said = replace(said, context=without_dropped_offer(said.context, said.text))
            said = replace(said, context=with_spoken_of(said.context, said.text))
            meant = with_selection_meant(said.text, said.context)
            said = replace(said, text=meant[0], context=meant[1])
            said, scene = _in_words_of(IN_THE_SESSION, said), DialogueState.of(said.context)
            if answer := same_question(said.text, scene) or asked_of_session(said.text, scene):
                return said.restored(validated(answer, planner=self.name))
            if both := question_behind(said.text, scene, read):
                return said.restored(validated(both, planner=self.name))
            if goes_on := next_line(said.text, scene) or notes_muted(said.text, scene):
                return said.restored(validated(goes_on, planner=self.name))
            said = _in_words_of(FOR_ONE_ACT, said)
            if unsaid := half_of_what(said.text, scene) or one_of_those(said.text, scene):
                return said.restored(validated([Step("ask", {"text": unsaid})], planner=self.name))
            if dropped := fade_dropped(said.text, scene):
                return said.restored(validated(dropped, planner=self.name))
            if is_called_off(said.text):
                return said.restored(validated([Step("chat", {"text": NOTED})], planner=self.name))
            if not (asks := without_kept(said.text, scene)):
                return said.restored(validated([Step("chat", {"text": STAYS})], planner=self.name))
            if asks != said.text and (files := _file(said.text, scene)):
                return said.restored(validated(files, planner=self.name))
            wishes = None if is_part or said.gloss else asked_in(asks, scene)
            wanted = ". ".join(wishes.requests) if wishes and wishes.is_shorter else asks
            absent = not_here(wanted, scene) or abbreviated_several(wanted, scene) or only_one_of_those(wanted, scene)
            if absent:
                return said.restored(validated(absent, planner=self.name))
            if who := who_is_told_of(asks, scene):
                question, offered_each = tracks_offered(asks, who, scene, understand)
                return said.restored(replace(validated(question, planner=self.name), choices=offered_each))
            asks = reworded(asks, POINTED, scene)
            if said.gloss is None and asks_nothing(asks):
                return said.restored(validated([Step("chat", {"text": NOTED})], planner=self.name))
            if wishes and wishes.is_question and (replied := self._of_what_asks(wishes, scene)):
                return said.restored(replied)
            put_right = amended_offer(asks, scene)
            told = self._of_what_asks(wishes, scene) if wishes and wishes.is_named and not put_right else None
            whole = put_right or read(asks, scene) or _without_slips(asks, scene) or told_first(asks, scene, read)
            if told and not told.is_reply and not _is_done_to(told.steps, whole or (), scene):
                return said.restored(told)
            is_asked_of = wishes and wishes.is_shorter and _only_replies(whole or ())
            if whole and not put_right and wishes and is_asked_of and not _asks_of_subject(whole, wishes):
                its_order = self._of_what_asks(wishes, scene)  # "undo that last one, the start needs more punch"
                if its_order and not its_order.is_reply:
                    return said.restored(its_order)
            if whole:
                if not put_right and leans_past_offer(whole, scene):
                    return said.restored(self._offered(whole, scene))
                if where := place_not_here(asks, scene, whole):
                    return said.restored(validated([Step("ask", {"text": where})], planner=self.name))
                whole = with_all_asked(whole, wishes, scene, read) if wishes else whole
                whole = parts_together(asks, whole, scene, understand)
                return said.restored(validated(whole, planner=self.name))
            if wishes and not in_a_form(asks, scene) and (parted := told or self._of_what_asks(wishes, scene)):
                if not parted.is_reply and leans_past_offer(list(parted.steps), scene):
                    return said.restored(self._offered(list(parted.steps), scene))
                return said.restored(parted)
            if wishes and wishes.is_shorter and ":" not in asks:
                asks = ". ".join((*wishes.requests, *wishes.limits))
            here, outside = without_outward(asks)
            if outside and (files := _file(here, scene)):
                note = nearest_way(outside) or nearest_way("send email")
                return said.restored(validated(files, planner=self.name, note=note))
            asked_which = which_track(asks, scene) or which_part(asks, scene)
            if asked_which := asked_which or which_clip(asks, scene) or section_lift(asks, scene):
                plan = validated(asked_which[0], planner=self.name)
                return said.restored(replace(plan, choices=asked_which[1]))
            alone = _alone(asks, scene)
            if alone != asks and (whole := read(alone, scene)):
                return said.restored(validated(whole, planner=self.name))
            if section := section_chosen(alone, scene):
                said, scene = replace(said, context=section[1].context), section[1]
                alone = section[0]
            by_name, which = with_other_one(reworded(alone, UNREAD, scene), scene)
            said = replace(said, text=by_name)
            if not which and (noted := remarked(said.text, scene, understand)):
                return said.restored(replace(validated(noted[0], planner=self.name), choices=noted[1]))
            if said.gloss is None and (full := said_in_full(said.text, scene, understand)):
                said, scene = replace(said, text=full[0], context=full[1].context), full[1]
            if said.text != asks and not which and (whole := read(said.text, scene)):
                return said.restored(validated(whole, planner=self.name))
            understood = [Step("ask", {"text": which})] if which else beside_failures(said.text, scene, understand)
            if not is_in_a_form(said.text, understood, scene):
                by_name, understood = named_after_all(said.text, understood, scene, understand)
                said = replace(said, text=by_name)
            understood = parts_together(said.text, understood, scene, understand)
            is_asked = said.gloss is not None and asks_in(said.language, asked, said.text)
            is_asked |= goes_on_asking(said.text, scene)
            would = asked_about(understood, replies := answered_only(understood, said.text, is_asked))
            understood = kept_to_parts(said.text, ungoverned(in_the_clip(replies, scene), said.text), scene)
            if narrowed := unasked_solo(understood, said.text, scene):
                understood = [Step("ask", {"text": narrowed})]
            if strange := strange_object(said, understood):
                understood = [Step("ask", {"text": NO_SUCH_THING.format(strange)})]
            if where := section_not_here(said.text, scene, understood):
                understood = [Step("ask", {"text": where})]
            understood = without_unasked_markers(said.text, understood)
            if understood == [Step("undo", {})]:
                understood = nothing_done(said.text.lower(), scene) or understood
                if understood == [Step("undo", {})] and not may_take_back(said.text):
                    return said.restored(self._offered(understood, scene))
            steps, choices = with_choices(said.text, understood, DialogueState.of(said.context))
            offered = section_lift(said.text, scene) or who_sings(said.text, scene, understand)
            offered = offered or which_section(said.text, scene, understand)
            offered = offered or like_whom(said.text, scene, understood)
            steps, choices = offered or (steps, choices)
            if not choices and steps[0].args.get("text") == WHICH_WAY:
                choices = either_way(State.of(scene))
            if not choices:
                steps, choices = tracks_offered(said.text, steps, scene, understand)
            if not choices:
                steps, choices = which_of_them(said.text, steps, DialogueState.of(said.context), understand)
            choices = choices or offered_again(steps, scene)
            choices = choices or (would if understood == replies else ())
            choices = choices or answers_offered(said.text, steps, DialogueState.of(said.context), understand)
            if not choices:
                steps, choices = notes_offered(said.text, steps, DialogueState.of(said.context), understand)
            heard = unused(said.text, steps, DialogueState.of(said.context))
            if heard and is_level_of_another(said.text, steps):
                fresh = understand(said.text, DialogueState.of(replace(said.context, dialogue=(), history=())))
                is_told = not any(step.task in REPLIES for step in fresh)
                steps, choices, heard = fresh if is_told else [Step("ask", {"text": WHAT_DIFFERENT})], (), ""
            left = heard
            if self._asks_back and not choices and not offered:
                steps, choices = _asked_back(said.text, steps, DialogueState.of(said.context), left)
                left = "" if choices else left
            if not choices:
                unpitched = unpitched_left(said.text, steps, DialogueState.of(said.context))
                left = " ".join(filter(None, (left, unpitched)))
            own = said.text if said.gloss is None else ""
            if wishes and not is_part and (some := self._sure_parts(steps, wishes, scene)):
                return said.restored(some)
            answers = () if choices else answer_words(own, steps, DialogueState.of(said.context), understand)
            made = replace(validated(steps, planner=self.name, note=left), choices=choices, answers=answers)
            return said.restored(made)
        except UserError as error:
            asks_back = [Step("ask", {"text": question_of(str(error))})]
            if wishes and not is_part and (some := self._sure_parts(asks_back, wishes, DialogueState.of(said.context))):
                return said.restored(some)
            return validated(asks_back, planner=self.name)
        except Exception:  # whatever the words are, they get an answer
            log.exception("A request could not be planned")
            return validated([Step("ask", {"text": unsure_text("", [])})], planner=self.name)

    def _with_lost(self, planned: Plan, text: str, context: Context) -> Plan:
        """The plan, with a line that says which order of the message is in none of its steps."""
        if planned.is_reply or planned.choices or LEFT_OUT[:8] in planned.note:
            return planned
        said = in_english(text, context)
        if said.language != "en":
            return planned
        alone = partial(self._planned, context=said.context, is_part=True)
        lost = orders_lost(without_courtesy(said.text), planned, alone, DialogueState.of(said.context))
        return replace(planned, note=" ".join(filter(None, (planned.note, lost)))) if lost else planned

    def _own_orders(self, said: Request) -> Plan | str:
        """What its orders are planned as, where each is clear by itself; else it without what it takes back."""
        scene = DialogueState.of(said.context)
        text = _alone(said.text, scene)
        if not text:
            return said.text
        text = text if is_told_alone(text, said.text.partition(text)[0]) else said.text
        text = begun_anew(text, lambda tail: self._planned(tail, said.context, is_part=True), scene)
        orders = own_orders(text, scene)
        plans = [self._planned(one, said.context, is_part=True) for one in orders]
        steps = in_one(plans, orders, scene) if plans else None
        if steps is None and any(one.is_reply for one in plans) and not all_in(read(text, scene) or (), plans):
            bare = [replace(one, choices=()) for one in plans]
            asked = Asked(parts=orders)
            return sure_of_them(plans, asked, scene) or sure_of_them(bare, asked, scene) or text
        if steps is None or len(steps) > MAX_STEPS:
            return text
        return validated(steps, planner=self.name, note=" ".join(filter(None, (one.note for one in plans))))

    def _offered(self, steps: list[Step], scene: DialogueState) -> Plan:
        """The question whether that is meant, with the steps as its button."""
        question = validated([Step("ask", {"text": question_whether(steps, scene)})], planner=self.name)
        return replace(question, choices=(tuple(steps),))

    def _of_what_asks(self, asked: Asked, scene: DialogueState) -> Plan | None:
        """The plan of what a message asks for, without what it only tells; None where it is read as one."""
        is_parted = len(asked.parts) > len(asked.requests)
        each = [self._planned(one, scene.context, is_part=True) for one in asked.parts if is_parted]
        if each and not any(one.is_reply for one in each) and (plan := together(each, asked, scene)):
            return plan
        if not asked.is_shorter and not asked.limits and not asked.unread and len(asked.requests) == 1:
            return None
        plans = [self._planned(one, scene.context, is_part=True) for one in asked.requests]
        if len(plans) == 1 and plans[0].is_reply and not asked.is_shorter:
            return None  # its limit may say what is meant
        if len(plans) == 1 and plans[0].is_reply and asked.reason:
            because = self._planned(f"{asked.reason}, {asked.requests[0]}", scene.context, is_part=True)
            plans = plans if because.is_reply else [because]
        return together(plans, asked, scene)

    def _sure_parts(self, steps: Sequence[Step], asked: Asked, scene: DialogueState) -> Plan | None:
        """What is sure of a message that would be asked about as a whole, or of which an order would be lost."""
        if len(asked.parts) < 2 or offered(scene):
            return None
        if not _only_replies(steps) and not _leaves_out(steps, asked, scene):
            return None
        return sure_of_them([self._planned(one, scene.context, is_part=True) for one in asked.parts], asked, scene)

    def rest(self, unused_s: float) -> bool:
        """See Planner."""
        return network.rest(unused_s)


def _asked_back(text: str, steps: list[Step], scene: DialogueState, left: str) -> tuple[list[Step], Choices]:
    """The steps, or the question whether they are right: where each of several requests is sure, all of it is."""

    def doubted(said: str, its: list[Step]) -> tuple[list[Step], Choices]:
        return asked_back(said, its, scene, left, partial(is_surely_in_a_form, said, its, scene, left), understand)

    parts = parts_by_themselves(text, scene, understand)
    if parts and all(doubted(said, its) == (its, ()) for said, its in parts):
        return steps, ()
    return doubted(text, steps)


def _is_done_to(steps: Sequence[Step], whole: Sequence[Step], scene: DialogueState) -> bool:
    """ "The choir is too loud, fade it in": is the choir among what the whole sentence was read for?"""
    return done_to(steps, scene) <= done_to(whole, scene)


def _leaves_out(steps: Sequence[Step], asked: Asked, scene: DialogueState) -> bool:
    """Is there an order among them that names what none of the steps is done to?"""
    reached = done_to(steps, scene)
    named = [{track for one in things(part, scene) for track in one.tracks} for part in asked.parts]
    return any(one and not one & reached for one in named)


def _only_replies(steps: Sequence[Step]) -> bool:
    return all(one.task in REPLIES for one in steps)


def _asks_of_subject(steps: Sequence[Step], asked: Asked) -> bool:
    """ "The megaphone was silly: undo that": what is asked back is what the message tells of."""
    about = _QUOTED.search(str(steps[0].args.get("text", "")))
    return about is not None and re.search(rf"\b(?:the|that|my|your) {re.escape(about[1])}\b", asked.reason) is not None


_QUOTED = regex("“([^”]+)”")


def _is_of_another(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is it done only to what is spoken of beside somebody who is not known?"""
    beside = told_beside(text, scene)
    reached = done_to(steps, scene)
    return bool(reached) and reached <= beside


_ASKED_ABOUT = (
    *(goes_back_to_a_day, is_same_as_offered, _is_of_another, points_past_question, loses_its_figure),
    *(invents_a_room, reaches_beyond_part, undoes_for_a_swap, is_done_to_all),
)


def _without_slips(text: str, scene: DialogueState) -> list[Step] | None:
    mended = mended_slips(text, scene)
    return read(mended, scene) if mended != text else None


def _file(text: str, scene: DialogueState) -> list[Step] | None:
    """Files that are asked for, and nothing else."""
    steps = read(text, scene)
    return steps if steps and all(one.task == "export" for one in steps) else None


def _in_words_of(stage: str, said: Request) -> Request:
    """The request behind all rows of a stage of `REWORDINGS`."""
    return replace(said, text=reworded(said.text, stage, DialogueState.of(said.context)))


def _alone(text: str, scene: DialogueState) -> str:
    return request_alone(text, partial(_names_something, scene=scene), partial(orders_it, scene=scene))


def _names_something(words: str, scene: DialogueState) -> bool:
    return bool(things(words, scene) or sections_named(words, scene.context.markers, 0.0))
