from django.apps import AppConfig


class RoundtablesConfig(AppConfig):
    name = "roundtables"
    verbose_name = "Meetings"

    def ready(self) -> None:
        """Register what a meeting adds to its note, and to the home page."""
        from practices.rooms import Followed, Keepers, Part, Records, Texts, rooms
        from roundtables import parts
        from roundtables.actions import clear_taken_out, dump_brought, index_meeting, load_brought
        from roundtables.forms import MeetingForm

        rooms.after_save.append(index_meeting)
        rooms.records["brought"] = Records(dump_brought, load_brought)
        rooms.followed["series"] = Followed(parts.series_shown, parts.series_of)
        rooms.keepers = Keepers(
            shown=parts.series_shown,
            of=parts.series_convened_by,
            people=parts.conveners_of,
            offered=parts.series_offered,
        )
        rooms.texts |= {
            "roundtables.Series": Texts(derived=("title", "slug")),
            "roundtables.Brought": Texts(
                data=("sources", "unsure"), kept=("fingerprint", "sketch")
            ),
            # Files being looked at before they are brought in: `clear_taken_out` throws them away.
            "roundtables.Upload": Texts(derived=("name", "data")),
        }
        rooms.taken_out.append(clear_taken_out)
        rooms.forms["note"] = MeetingForm
        rooms.entry_parts["note"] = [Part("roundtables/part_of_note.html", parts.of_note)]
        rooms.list_parts["note"] = [Part("roundtables/part_of_list.html", parts.of_list)]
        rooms.home_parts.append(Part("roundtables/part_of_home.html", parts.of_home))
