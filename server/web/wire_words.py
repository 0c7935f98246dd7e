"""Words for the short tokens that gateways and agents send."""

from server.web.marks import N_

SEVERITY = {
    "info": N_("Information"),
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "critical": N_("Critical"),
}
OUTCOME = {
    "pass": N_("Passed"),
    "passed": N_("Passed"),
    "sealed": N_("Sealed"),
    "seal": N_("Sealed"),
    "sealed-smime": N_("Sealed with S/MIME"),
    "sealed-openpgp": N_("Sealed with OpenPGP"),
    "sealed-pdf": N_("Sealed as encrypted PDF"),
    "redacted": N_("Masked"),
    "held": N_("Held"),
    "hold": N_("Held"),
    "refused": N_("Refused"),
    "refuse": N_("Refused"),
    "deferred": N_("Delayed, will be tried again"),
    "keep": N_("Kept"),
    "kept": N_("Kept"),
    "destroy": N_("To be destroyed"),
    "destroyed": N_("Destroyed"),
    "vaulted": N_("Moved to the vault"),
    "prompted": N_("Person was asked"),
    "would-refuse": N_("Would have been refused"),
    "would-seal": N_("Would have been sealed"),
    "would-hold": N_("Would have been held"),
    "would-destroy": N_("Would have been destroyed"),
}
TYPE = {
    "RESIDENT_ID": N_("Resident ID number"),
    "RESIDENT_ID_15": N_("Resident ID number (15 digits)"),
    "FPR_CARD": N_("Foreign permanent resident card"),
    "HKM_PERMIT": N_("Hong Kong and Macao travel permit"),
    "TW_PERMIT": N_("Taiwan travel permit"),
    "PASSPORT": N_("Passport number"),
    "USCI": N_("Unified social credit code"),
    "BANK_CARD": N_("Bank card number"),
    "BANK_ACCOUNT": N_("Bank account number"),
    "CNAPS": N_("Bank routing number (CNAPS)"),
    "MOBILE": N_("Mobile number"),
    "LANDLINE": N_("Landline number"),
    "EMAIL": N_("E-mail address"),
    "PLATE": N_("Licence plate"),
    "VIN": N_("Vehicle identification number"),
    "SECURITIES_ACCOUNT": N_("Securities account"),
    "NAME": N_("Personal name"),
    "ADDRESS": N_("Address"),
    "PASSWORD": N_("Password"),
    "PASSWORD_HINT": N_("Hint at a password"),
    "ID_CARD_IMAGE": N_("Picture of an ID card"),
    "BANK_CARD_IMAGE": N_("Picture of a bank card"),
    "INCOME": N_("Income"),
    "PROPERTY": N_("Property"),
    "TAX": N_("Tax"),
    "HOUSING_FUND": N_("Housing fund"),
    "LOAN": N_("Loan"),
    "CREDIT_REPORT": N_("Credit report"),
    "TRANSACTION": N_("Transaction record"),
    "PROFILE": N_("Client profile"),
}
CATEGORY = {
    "identity": N_("Identity"),
    "property": N_("Property"),
    "credit": N_("Credit"),
    "transaction": N_("Transactions"),
    "derived": N_("Derived information"),
    "other": N_("Other"),
}
GRADE = {"general": N_("General"), "sensitive": N_("Sensitive")}
MODE = {"observe": N_("Observe only"), "enforce": N_("Enforced")}
CHANNEL = {"mail": N_("Mail"), "file": N_("File")}
INSPECTION = {
    "inspected": N_("Read completely"),
    "empty-verified": N_("Proved to hold no text"),
    "uninspectable": N_("Could not be read"),
}
ATTRIBUTION = {
    "proven": N_("proven"),
    "strong": N_("very likely"),
    "inferred": N_("inferred"),
    "unknown": N_("unknown"),
}
INITIATOR = {
    "person": N_("The person themselves"),
    "deadline": N_("Deadline passed"),
    "log-off": N_("Log-off from the workstation"),
}
METHOD = {
    "overwrite": N_("Overwritten and removed"),
    "overwrite-1": N_("Overwritten once and removed"),
    "unlink": N_("Removed without overwriting"),
    "crypto-erase": N_("Key destroyed"),
    "vault": N_("Encrypted into the vault, then overwritten"),
    "none": N_("None"),
}
COMPONENT = {"gateway": N_("Mail gateway"), "agent": N_("Workstation agent")}
RISK = {
    "compressed-extents": N_("The file system had compressed the content; old blocks may remain."),
    "content-in-metadata": N_("The content lay in the file system's own records; old copies may remain."),
    "copy-on-write": N_("The file system keeps old blocks when it writes."),
    "data-journal": N_("The journal of the file system may hold a copy."),
    "editor-copies-beside-it": N_("An editor left copies beside the file."),
    "file-name": N_("The file's name may remain in the directory's blocks."),
    "hard-link-appeared": N_("The file had got another name while it was being destroyed."),
    "memory-may-be-swapped": N_("Memory that held the content may be on the swap disk."),
    "network-file-system": N_("The file lay on a server; what its disks keep is not known here."),
    "not-overwritten": N_("The content was not overwritten."),
    "open-handles-not-known": N_("Whether another program had the file open could not be seen."),
    "open-in-another-process": N_("Another program had the file open."),
    "snapshot": N_("Snapshots of the file system may hold a copy."),
    "ssd-remap": N_("On a solid-state disk older copies of blocks may remain."),
    "unknown-file-system": N_("How this file system overwrites is not known."),
    "unknown-medium": N_("The kind of storage medium is unknown."),
}
KEPT_BECAUSE = {
    "changed": N_("The file was changed meanwhile."),
    "hard-links": N_("The file has several names."),
    "no-permission": N_("The agent may not write the file."),
    "not-a-regular-file": N_("It is no ordinary file."),
    "other-file-system": N_("It lies on another file system."),
    "outside-roots": N_("It lies outside the folders the agent may touch."),
    "read-only-file-system": N_("The medium cannot be written."),
    "replaced": N_("Another file had taken its place."),
    "shared-extents": N_("It shares its blocks with other files, which overwriting would damage."),
    "symbolic-link": N_("A link had taken its place."),
    "unsupported-system": N_("This system cannot destroy it safely."),
    "vanished": N_("The file was gone already."),
    "vault-failed": N_("It could not be written into the vault."),
}
