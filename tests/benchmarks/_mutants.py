"""The planted faults: one line each, and the tests that must notice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`line` stands exactly once in `file`; `fault` takes its place; `tests` must then fail."""

    name: str
    file: str
    line: str
    fault: str
    tests: tuple[str, ...]


TRANSACTION = ("tests/smtp_gateway/test_transaction.py",)
DECISION = ("tests/policies/decision/test_decide.py", "tests/policies/decision/test_conditions.py")
WIPE = ("tests/agent/wipe", "tests/agent/test_destruction.py", "tests/agent/test_destroyer.py")
BUNDLE = ("tests/wire/test_bundle.py", "tests/wire/test_signature.py")

MUTANTS = [
    Mutant(
        "transaction: a split refusal lets the others pass unasked",
        "smtp_gateway/transaction.py",
        "    unsplit = [decision for decision in refusing if not decision.split]",
        "    unsplit = [decision for decision in refusing if decision.split]",
        TRANSACTION,
    ),
    Mutant(
        "transaction: one passing recipient is enough",
        "smtp_gateway/transaction.py",
        "    if all(decision.action is Action.PASS for decision in decisions):",
        "    if any(decision.action is Action.PASS for decision in decisions):",
        TRANSACTION,
    ),
    Mutant(
        "transaction: refused by all is committed",
        "smtp_gateway/transaction.py",
        "    if len(refusing) == len(decisions):",
        "    if len(refusing) > len(decisions):",
        TRANSACTION,
    ),
    Mutant(
        "transaction: replied without being durable",
        "smtp_gateway/transaction.py",
        "    MessageState.DECIDED: (MessageState.DELIVERED, MessageState.COMMITTED),",
        "    MessageState.DECIDED: (MessageState.DELIVERED, MessageState.COMMITTED, MessageState.REPLIED),",
        TRANSACTION,
    ),
    Mutant(
        "transaction: an unknown action leaves",
        "smtp_gateway/transaction.py",
        "        tuple(n for n, decision in enumerate(decisions) if decision.action not in _LEAVING),",
        "        (),",
        TRANSACTION,
    ),
    Mutant(
        "decision: the mildest rule wins",
        "policies/decision/decide.py",
        "    winner = max(wanted, key=_rank,",
        "    winner = min(wanted, key=_rank,",
        DECISION,
    ),
    Mutant(
        "decision: an exception never expires",
        "policies/decision/decide.py",
        "    return subject.now.date() <= grant.expires and _in_scope(grant.applies_to, subject)",
        "    return _in_scope(grant.applies_to, subject)",
        DECISION,
    ),
    Mutant(
        "decision: an exception holds for everybody",
        "policies/decision/decide.py",
        "    return subject.now.date() <= grant.expires and _in_scope(grant.applies_to, subject)",
        "    return subject.now.date() <= grant.expires",
        DECISION,
    ),
    Mutant(
        "decision: observe acts",
        "policies/decision/decide.py",
        "        action=rule.then if mode is Mode.ENFORCE else _mildest(channel),",
        "        action=rule.then,",
        DECISION,
    ),
    Mutant(
        "decision: a rule of one channel acts on the other",
        "policies/decision/decide.py",
        "    return subject.channel in rule.channels and _in_scope(",
        "    return _in_scope(",
        DECISION,
    ),
    Mutant(
        "decision: together is satisfied by either",
        "policies/decision/conditions.py",
        "    return any(all(enough(each, found, features.agreed) for each in condition.together) for found in media)",
        "    return any(any(enough(each, found, features.agreed) for each in condition.together) for found in media)",
        DECISION,
    ),
    Mutant(
        "decision: not is ignored",
        "policies/decision/conditions.py",
        "        and (condition.not_ is None or not holds(condition.not_, features))",
        "        and True",
        DECISION,
    ),
    Mutant(
        "wipe: hard links are wiped",
        "agent/wipe/aside.py",
        "    if status.st_nlink > 1:",
        "    if status.st_nlink > 2:",
        WIPE,
    ),
    Mutant(
        "wipe: a replaced file is wiped",
        "agent/wipe/aside.py",
        "    if (status.st_dev, status.st_ino) != (intent.dev, intent.inode):",
        "    if status.st_dev != intent.dev:",
        WIPE,
    ),
    Mutant(
        "wipe: a changed file is wiped",
        "agent/wipe/aside.py",
        "        status.st_size != intent.size or fingerprint(descriptor, key) != intent.fingerprint",
        "        status.st_size != intent.size",
        WIPE,
    ),
    Mutant(
        "wipe: the last block is left",
        "agent/wipe/overwrite.py",
        "            yield at, min(BUFFER, end - at)",
        "            yield at, min(BUFFER, end - at) // 2 + 8",
        WIPE,
    ),
    Mutant(
        "wipe: only the first range is written",
        "agent/wipe/overwrite.py",
        "        offset = end\n",
        "        offset = size\n",
        WIPE,
    ),
    Mutant(
        "wipe: gone is believed",
        "agent/wipe/residue.py",
        "    gone = not os.path.lexists(os.path.join(intent.aside, intent.id.encode()))",
        "    gone = True",
        WIPE,
    ),
    Mutant(
        "wipe: a refusal after overwriting is accepted",
        "agent/destruction.py",
        "    DestructionState.SEALED: DestructionState.RETURNING,\n}",
        "    DestructionState.SEALED: DestructionState.RETURNING,\n"
        "    DestructionState.OVERWRITING: DestructionState.KEPT,\n}",
        WIPE,
    ),
    Mutant(
        "wipe: unverified overwriting is recorded as verified",
        "agent/destruction.py",
        '        changes["verified"] = event.ok and intent.verified',
        '        changes["verified"] = event.ok',
        WIPE,
    ),
    Mutant(
        "wipe: the vault is skipped",
        "agent/destruction.py",
        "        return Command.SEAL if intent.to_vault else Command.BEGIN",
        "        return Command.BEGIN",
        WIPE,
    ),
    Mutant(
        "bundle: a rollback is taken over",
        "wire/bundle.py",
        "    if in_force is not None and bundle.version < in_force.version:",
        "    if in_force is not None and bundle.version < 0:",
        BUNDLE,
    ),
    Mutant(
        "bundle: the same version with other content is taken over",
        "wire/bundle.py",
        "    if in_force is not None and bundle.version == in_force.version:",
        "    if in_force is not None and bundle.version == -1:",
        BUNDLE,
    ),
    Mutant(
        "bundle: expiry is not looked at",
        "wire/bundle.py",
        "    if parse(bundle.expires_at) <= now:",
        "    if parse(bundle.expires_at) <= parse(bundle.issued_at):",
        BUNDLE,
    ),
    Mutant(
        "bundle: a bundle from the future is taken over",
        "wire/bundle.py",
        "    if parse(bundle.issued_at) > now:",
        "    if parse(bundle.issued_at) > parse(bundle.expires_at):",
        BUNDLE,
    ),
    Mutant(
        "bundle: the kind is not part of what is signed",
        "wire/signature.py",
        '    return b"ashseal-envelope-v1 %d %s %d " % (len(name), name, len(payload)) + payload',
        "    return payload if name else payload",
        BUNDLE,
    ),
    Mutant(
        "bundle: a signature for another kind is taken",
        "wire/signature.py",
        "    if envelope.kind != kind:",
        "    if not envelope.kind:",
        BUNDLE,
    ),
]
