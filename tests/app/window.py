#!/usr/bin/python3
"""window.py WORKBENCH: uses the workbench as a person does, with the keyboard and a screen reader's eyes

Each test starts the program, does something, and reads from the accessibility tree what came of it.
Pictures of each go into $SLUICE_ARTEFACTS, or beside Meson's logs. Prints TAP. Started by headless.sh.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as reason:
    print(f"1..0 # SKIP no accessibility bindings for Python: {reason}")
    sys.exit(0)

for tool in ("xdotool", "openbox"):
    if shutil.which(tool) is None:
        print(f"1..0 # SKIP {tool} is not installed")
        sys.exit(0)

PATIENCE_S = int(os.environ.get("SLUICE_TEST_PATIENCE", "30"))
POLL_S = 0.02
WORKBENCH = sys.argv[1]
ARTEFACTS = os.environ.get("SLUICE_ARTEFACTS") or os.path.join(os.environ["SLUICE_BUILD_ROOT"], "meson-logs")


class Failure(Exception):
    """What was promised and did not come."""


def children(node):
    found = (node.get_child_at_index(i) for i in range(node.get_child_count()))
    return [child for child in found if child]


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def wait(what, condition, patience_s=PATIENCE_S):
    """Gives what `condition` gives, once that is something."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        try:
            result = condition()
        except GLib.Error:  # objects vanish while a list fills
            result = None
        if result:
            return result
        if Workbench.running and Workbench.running.process.poll() is not None:
            raise Failure(f"the program ended while there was {what} to wait for: {Workbench.running.read_log()}")
        time.sleep(POLL_S)
    raise Failure(f"waited {patience_s} s in vain for {what}")


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], check=True, capture_output=True, text=True).stdout


class Workbench:
    """A running workbench, and its window."""

    running = None

    def __init__(self, name, *arguments):
        self.name = name
        self.shots = 0
        self.status = None
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([WORKBENCH, "--new-instance", *arguments], stderr=self.log)
        Workbench.running = self
        self.application = wait("the program", self.find_application)
        self.window = wait("its window", lambda: self.find(role="frame", root=self.application))
        self.x_window = wait("its X window", self.find_x_window)
        xdotool("windowactivate", "--sync", self.x_window)

    def find_application(self):
        desktop = Atspi.get_desktop(0)
        return next((a for a in children(desktop) if a.get_process_id() == self.process.pid), None)

    def find_x_window(self):
        found = xdotool("search", "--onlyvisible", "--pid", str(self.process.pid)).split()
        return found[-1] if found else None

    def find(self, role=None, name=None, root=None):
        """The first object with this role, and this name or one that begins with it."""
        for node in walk(root or self.window):
            if role in (None, node.get_role_name()) and (name is None or node.get_name().startswith(name)):
                return node
        return None

    def has_focus(self, node):
        return node and node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def click(self, name):
        def press():
            for node in walk(self.window):
                pressable = node.get_role_name() in ("push button", "toggle button", "menu item")
                if pressable and node.get_name().startswith(name) and Atspi.Action.get_n_actions(node) > 0:
                    return Atspi.Action.do_action(node, 0)
            return False

        wait(f"the button “{name}”", press)

    def press(self, *keys):
        xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        xdotool("type", "--delay", "5", text)

    def wait_for_title(self, title):
        wait(f"the title “{title}”", lambda: self.window.get_name() == title)

    def wait_for_status(self, pattern):
        """Waits until the status strip says something like `pattern`, and gives all that it says.

        To look for it anew each time would take longer than many a state lasts.
        """
        def read():
            if self.status is None:
                self.status = self.find(role="label", name="Ready")
            if self.status is None:
                return None
            self.status.clear_cache()
            return re.match(pattern, self.status.get_name())

        return wait(f"the status “{pattern}”", read).string

    def read_rows(self, table):
        """The rows of a table, each as the texts in its cells."""
        view = self.find(role="tree table", name=table)
        rows = self.find(role="list", root=view) if view else None
        texts = []
        for row in children(rows) if rows else []:
            cells = [self.find(role="label", root=cell) for cell in children(row)]
            texts.append([cell.get_name() if cell else "" for cell in cells])
        return texts

    def choose_model(self, name):
        self.click("Model: ")
        wait("the search for models", lambda: self.has_focus(self.find(role="entry", name="Search Models")))
        self.type(name)
        self.press("Return")
        wait(f"the model {name}", lambda: self.find(role="push button", name="Model: Offline Demo · " + name))

    def shoot(self, name=None):
        """A picture of the screen, for people to look at."""
        self.shots += 1
        path = os.path.join(ARTEFACTS, f"window-{self.name}-{name or self.shots}.png")
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", path], check=False)

    def read_log(self):
        """What the program complained of."""
        self.log.seek(0)
        return self.log.read().strip()

    def discard_and_close(self):
        """Ends the program, and lets go of what is not saved."""
        self.press("ctrl+w")
        wait("the question", lambda: self.find(role="push button", name="_Discard", root=self.application))
        self.press("alt+d")
        self.wait_for_title("Sluice")
        self.close()

    def close(self):
        """Ends the program as a person does; anything it complained of is a failure."""
        self.press("ctrl+q")
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            raise Failure("the program did not quit") from None
        Workbench.running = None
        complaints = self.read_log()
        if code != 0 or complaints:
            raise Failure(f"the program ended with {code} and said: {complaints}")

    def kill(self):
        """Ends what is still there, which is a failure: its picture tells more."""
        if self.process.poll() is None:
            self.shoot("failed")
            self.process.kill()
            self.process.wait()
        Workbench.running = None


def expect(promise, got, wanted):
    if got != wanted:
        raise Failure(f"{promise}: got {got!r}, wanted {wanted!r}")


def save_as(workbench, path):
    """Answers a file dialog that asks where to."""
    wait("the file dialog", lambda: len(children(workbench.application)) > 1)
    time.sleep(0.5)
    workbench.press("ctrl+a")
    workbench.type(path)
    workbench.press("Return")
    wait(path, lambda: os.path.exists(path) and os.path.getsize(path) > 0)


def test_items(folder):
    """a card opens an example; its items become rows, and a JSON file"""
    path = os.path.join(folder, "friends.json")
    workbench = Workbench("items")
    try:
        workbench.wait_for_title("Sluice")
        workbench.shoot()
        workbench.click("Friends in a Sentence")
        workbench.wait_for_title("Friends in a Sentence — Sluice")
        workbench.wait_for_status("Ready")
        workbench.shoot()
        workbench.press("ctrl+Return")
        wait("the first row", lambda: workbench.read_rows("Items"))
        workbench.shoot()
        workbench.wait_for_status("Complete")
        rows = wait("four rows", lambda: (rows := workbench.read_rows("Items")) and len(rows) == 4 and rows)
        expect("the rows", [row[:3] for row in rows],
               [["1", "Ivan", "28"], ["2", "Alex", "25"], ["3", "John", "30"], ["4", "Mary", "27"]])
        workbench.shoot()
        workbench.press("ctrl+e")
        save_as(workbench, path)
        with open(path, encoding="utf-8") as file:
            expect("the file", json.load(file),
                   [{"name": "Ivan", "age": 28}, {"name": "Alex", "age": 25},
                    {"name": "John", "age": 30}, {"name": "Mary", "age": 27}])
        workbench.close()
    finally:
        workbench.kill()


def test_tree(folder):
    """the fields that the schema promises wait in the tree, and fill"""
    workbench = Workbench("tree", "--example", "support-ticket")
    try:
        waiting = wait("the skeleton", lambda: workbench.read_rows("Result"))
        expect("the fields that wait", [row[0] for row in waiting],
               ["categories", "primary_category", "urgency", "needs_human"])
        workbench.wait_for_status("Ready")
        workbench.press("ctrl+Return")
        workbench.wait_for_status("Streaming")
        workbench.shoot()
        workbench.wait_for_status("Complete")
        rows = {row[0]: row[1] for row in workbench.read_rows("Result")}
        expect("a field", rows.get("urgency"), "high")
        expect("another field", rows.get("needs_human"), "true")
        state = workbench.find(role="table row", name="urgency, enum, high, Complete")
        expect("a row says its state", state is not None, True)
        workbench.shoot()
        workbench.close()
    finally:
        workbench.kill()


def test_stop(folder):
    """Stop ends a run at once, and what arrived is exported as what it is: a part"""
    path = os.path.join(folder, "partial.json")
    workbench = Workbench("stop", "--example", "product-analysis")
    try:
        workbench.wait_for_status("Ready")
        workbench.choose_model("Slow")
        workbench.press("ctrl+Return")
        workbench.wait_for_status("Streaming · [1-4] of 5 fields")
        workbench.press("Escape")
        workbench.wait_for_status("Stopped")
        workbench.shoot()
        name, value = workbench.read_rows("Result")[0][:2]
        workbench.press("ctrl+e")
        save_as(workbench, path)
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
        expect("the first field was kept", kept.get(name), value)
        expect("the last was not made up", "verdict" in kept, False)
        workbench.discard_and_close()
    finally:
        workbench.kill()


def test_keyboard(folder):
    """an extraction is written, run, saved and opened again without a mouse"""
    path = os.path.join(folder, "animal.sluice")
    workbench = Workbench("keyboard")
    try:
        workbench.press("ctrl+t")
        workbench.wait_for_title("Untitled — Sluice")
        workbench.type("class Animal(BaseModel):")
        workbench.press("Return")
        workbench.type("    legs: itn")
        wait("the problem", lambda: workbench.find(role="label", name="Line 2, column"))
        workbench.shoot()
        workbench.press("F4", "Delete", "Delete", "Delete")
        workbench.type("int")
        workbench.press("ctrl+1")
        workbench.type("A spider has eight legs.")
        workbench.wait_for_status("Ready")
        workbench.press("ctrl+Return")
        workbench.wait_for_status("Complete")
        rows = workbench.read_rows("Result")
        expect("the field", [row[0] for row in rows], ["legs"])
        int(rows[0][1])
        workbench.press("shift+ctrl+s")
        save_as(workbench, path)
        workbench.wait_for_title("animal — Sluice")
        workbench.close()
        with open(path, encoding="utf-8") as file:
            saved = file.read()
        expect("the schema was saved", "class Animal(BaseModel)" in saved, True)
        expect("the prompt was saved", "A spider has eight legs." in saved, True)
    finally:
        workbench.kill()

    workbench = Workbench("reopened", path)
    try:
        workbench.wait_for_title("animal — Sluice")
        expect("the field waits", [row[0] for row in wait("the skeleton", lambda: workbench.read_rows("Result"))],
               ["legs"])
        workbench.press("ctrl+1")
        workbench.type("More. ")
        workbench.wait_for_title("• animal — Sluice")
        workbench.shoot()
        workbench.discard_and_close()
    finally:
        workbench.kill()


def test_recording(folder):
    """a provider's answer is recognised, and plays into the tree"""
    path = os.path.join(folder, "answer.txt")
    pieces = ['{"na', 'me":"Jo', 'hn","a', 'ge":3', "0}"]
    with open(path, "w", encoding="utf-8") as file:
        for piece in pieces:
            chunk = {"id": "1", "object": "chat.completion.chunk", "model": "m",
                     "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]}
            file.write(f"data: {json.dumps(chunk)}\n\n")
        chunk["choices"] = [{"index": 0, "delta": {}, "finish_reason": "stop"}]
        file.write(f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n")

    workbench = Workbench("recording", path)
    try:
        workbench.wait_for_title("answer.txt — Sluice")
        wait("its end", lambda: workbench.find(role="label", name="Complete"))
        rows = {row[0]: row[1] for row in workbench.read_rows("Result")}
        expect("the fields", rows, {"name": "John", "age": "30"})
        workbench.shoot()
        workbench.close()
    finally:
        workbench.kill()


def main():
    tests = [test_items, test_tree, test_stop, test_keyboard, test_recording]
    chosen = sys.argv[2:]
    failed = 0

    os.makedirs(ARTEFACTS, exist_ok=True)
    manager = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        if chosen and test.__name__ not in chosen:
            print(f"ok {number} {test.__doc__} # SKIP not chosen")
            continue
        try:
            with tempfile.TemporaryDirectory() as folder:
                test(folder)
            print(f"ok {number} {test.__doc__}", flush=True)
        except (Failure, GLib.Error, OSError, ValueError, IndexError, KeyError, subprocess.CalledProcessError) as reason:
            failed += 1
            print(f"not ok {number} {test.__doc__}\n# {reason}", flush=True)
    manager.terminate()
    manager.wait()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
