"""The published rules that the sourcing rules follow."""

from __future__ import annotations

from copydesk.checks.rule import Practice

AP_ANONYMITY = Practice(
    "Associated Press on anonymous sources (as quoted 2009)", "https://apwatch.blogspot.com/2009/07/ap-anonymity-game.html"
)
AP_DECLINED = Practice("Associated Press on anonymous sources (as quoted 2005)", "https://reason.com/2005/01/04/shooing-anonymice")
AP_ATTRIBUTION = Practice("Associated Press on attribution", "https://blog.ap.org/behind-the-news/when-is-it-ok-to-use-anonymous-sources")
SPJ_OPINION = Practice("Quill (SPJ) on anonymous sources, 2014", "https://quillmag.com/2014/04/09/guidelines-on-anonymous-sources")
NYT_ATTACKS = Practice(
    "New York Times, the public editor on attacks under anonymity, 2009", "https://centeredlibrarian.blogspot.com/2009/01"
)
NYT_BOILERPLATE = Practice("New York Times memo on reasons for anonymity, 2010", "https://gawker.com/5627330")
REUTERS_SOURCES = Practice("Reuters Handbook of Journalism, Accuracy", "http://handbook.reuters.com")
REUTERS_QUOTES = Practice("Reuters on quotations, in Essentials of Sourcing", "http://www.aalep.eu/essentials-sourcing-journalists")
REPUBLISHED = Practice("Editors' rules on other outlets' anonymous stories, 2006", "https://contrafactos.blogspot.com/2006/12")
