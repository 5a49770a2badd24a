"""The three groups of the secretariat, and what each may do. A migration makes them; more may be given to any of them.

A Reader sees all that staff may see and changes nothing. An Editor also drafts, submits, records what others sent and
what became of ours, and looks after documents, meetings and people. A Secretary also records approval, sends,
publishes, corrects, withdraws and redacts, and looks after all of the register. Accounts are a superuser's.
"""

from __future__ import annotations

from typing import Any

READER, EDITOR, SECRETARY = "Reader", "Editor", "Secretary"

REGISTER = {
    "contacts": ["alias", "appointment", "body", "bodyaddress", "entity", "person", "question", "role", "studyperiod"],
    "contributions": ["brief", "document", "documentsource", "documentsymbol", "meeting", "topic"],
    "liaison": [
        *("annex", "attachment", "consideration", "entry", "event", "importfinding", "mail", "mailaddress", "mailfile"),
        *("mailstep", "nextmeeting", "note", "party", "reply", "reviewlink", "revision", "series"),
        *("statement", "statementcontact", "statementfile", "translation"),
    ],
}
EDITED = {
    "contacts": ["alias", "appointment", "bodyaddress", "entity", "person"],
    "contributions": ["brief", "document", "documentsource", "documentsymbol", "meeting", "topic"],
    "liaison": ["statement", "translation"],
}
KEPT = {
    "contacts": ["body", "question", "role", "studyperiod"],
    "contributions": [],
    "liaison": ["series"],
}


def _names(models: dict[str, list[str]], *verbs: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for app, names in models.items() for model in names for verb in verbs}


ROLES: dict[str, set[str]] = {READER: _names(REGISTER, "view")}
ROLES[EDITOR] = (
    ROLES[READER]
    | _names(EDITED, "add", "change")
    | _names({"contributions": EDITED["contributions"], "liaison": ["statement"]}, "delete")
)
ROLES[SECRETARY] = (
    ROLES[EDITOR]
    | _names(EDITED, "delete")
    | _names(KEPT, "add", "change", "delete")
    | {"liaison.agree_statement", "liaison.send_statement", "liaison.redact_statement", "liaison.change_mail"}
)


def make_roles(apps: Any) -> None:
    """Make the groups and give each its permissions, those that exist in `apps`; what else they were given stays."""
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model.objects.select_related("content_type")
    }
    for name, permissions in ROLES.items():
        group = group_model.objects.get_or_create(name=name)[0]
        group.permissions.add(*(known[permission] for permission in permissions if permission in known))
