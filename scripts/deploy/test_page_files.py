"""Which files of a build are uploaded, in which order and how they are served."""

import json
import tempfile
import unittest
from pathlib import Path

from page_files import ASK_EACH_TIME, FOR_A_YEAR, NotAPage, files

BUILD = {
    "index.html": "<!doctype html>",
    "icon.svg": "<svg/>",
    "theme.js": "",
    "assets/index-B1x9.js": "",
    "assets/index-C2y8.css": "",
    "assets/inter-D3z7.woff2": "",
    ".vite/manifest.json": "{}",
}


def found(content, config=None):
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        for name, text in content.items():
            (built / name).parent.mkdir(parents=True, exist_ok=True)
            (built / name).write_text(text)
        return files(built, config or {})


class Files(unittest.TestCase):
    def test_what_names_others_comes_after_them(self):
        keys = [one.key for one in found(BUILD)]
        assets = [key for key in keys if key.startswith("assets/")]
        self.assertEqual(keys, [*assets, "icon.svg", "theme.js", "config.json", "index.html"])
        self.assertEqual(len(assets), 3)

    def test_only_assets_are_kept_by_browsers(self):
        for one in found(BUILD):
            expected = FOR_A_YEAR if one.key.startswith("assets/") else ASK_EACH_TIME
            self.assertEqual(one.cache_control, expected, one.key)
        self.assertIn("immutable", FOR_A_YEAR)
        self.assertEqual(ASK_EACH_TIME, "no-cache")

    def test_types_are_said(self):
        types = {one.key: one.content_type for one in found(BUILD)}
        self.assertEqual(types["assets/index-B1x9.js"], "text/javascript; charset=utf-8")
        self.assertEqual(types["index.html"], "text/html; charset=utf-8")
        self.assertEqual(types["assets/inter-D3z7.woff2"], "font/woff2")

    def test_the_config_is_the_stacks(self):
        (config,) = [one for one in found(BUILD, {"api": "https://a.example"}) if one.key == "config.json"]
        self.assertEqual(json.loads(config.content), {"api": "https://a.example"})

    def test_what_could_not_be_served_is_refused(self):
        without = {name: text for name, text in BUILD.items() if name != "index.html"}
        refused = [
            (without, "index.html"),
            ({**BUILD, "config.json": "{}"}, "config.json"),
            ({**BUILD, "icons/small.png": ""}, "icons/small.png"),
            ({**BUILD, "assets/index-B1x9.xyz": ""}, "which type"),
        ]
        for content, why in refused:
            with self.subTest(why), self.assertRaisesRegex(NotAPage, why):
                found(content)


if __name__ == "__main__":
    unittest.main()
