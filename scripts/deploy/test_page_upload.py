"""How long files of builds before stay."""

import unittest

from page_upload import KEPT_FOR, after

DAY = 24 * 60 * 60
THEN = 1_000_000_000


class Retired(unittest.TestCase):
    def test_a_file_of_the_build_before_stays(self):
        self.assertEqual(after({"assets/a.js"}, {}, THEN), ({"assets/a.js": THEN}, []))

    def test_it_goes_when_it_was_not_needed_for_long(self):
        retired = {"assets/a.js": THEN, "assets/b.js": THEN + DAY}
        kept, gone = after(set(retired), retired, THEN + KEPT_FOR)
        self.assertEqual((kept, gone), ({"assets/b.js": THEN + DAY}, ["assets/a.js"]))

    def test_deployments_in_between_do_not_put_it_off(self):
        kept, _ = after({"assets/a.js"}, {"assets/a.js": THEN}, THEN + DAY)
        self.assertEqual(kept, {"assets/a.js": THEN})

    def test_a_file_that_is_needed_again_begins_anew(self):
        kept, gone = after(set(), {"assets/a.js": THEN}, THEN + KEPT_FOR)
        self.assertEqual((kept, gone), ({}, []))
        self.assertEqual(after({"assets/a.js"}, kept, THEN + KEPT_FOR + DAY)[1], [])


if __name__ == "__main__":
    unittest.main()
