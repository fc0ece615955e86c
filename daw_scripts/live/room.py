"""Where clips lie in the arrangement, and where there is room: Live overwrites what lies at a place without asking."""

from .steps import NotPossible

NEAR = 1e-3
"""Beats."""
GAP = 64.0


def lying(project, track):
    """(number, start, end, name) of the clips on a track, those made in this very tick too."""
    found = {}
    for clip in list(track.arrangement_clips) + project.laid_on(track):
        found[clip._live_ptr] = (clip._live_ptr, clip.start_time, clip.end_time, clip.name)
    return list(found.values())


def must_be_free(project, track, start, end, but=()):
    """NotPossible, with the name of what lies there, when a place is taken."""
    if start < 0:
        raise NotPossible("Nothing can lie before the start of the set.")
    for ptr, its_start, its_end, name in lying(project, track):
        if ptr not in but and its_start < end - NEAR and its_end > start + NEAR:
            raise NotPossible(
                "'%s' lies there on '%s', and Live would overwrite it; choose another place or another track."
                % (name or "a clip", track.name)
            )


def has_room_behind(project, track, start):
    """Whether nothing begins at a place or after it."""
    return all(end <= start + NEAR for _, _, end, _ in lying(project, track))


def far_away(project, track):
    """A beat far behind everything on a track, for a clip that is worked on."""
    return float(int(max([end for _, _, end, _ in lying(project, track)] or [0.0])) + GAP)
