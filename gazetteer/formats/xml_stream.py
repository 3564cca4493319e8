"""Feeds an XML file of any encoding to lxml piece by piece, safely, and keeps going over damage."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import Charset, decide
from gazetteer.formats.plain_points import PlainPoints
from gazetteer.formats.readers import Ask

CHUNK = 256 * 1024
MOST_FAULTS = 50
NEAR_END = 4096
LONGEST_REFERENCE = 16
_DECLARATION = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"'][^>]*?\?>")
_ROOT = re.compile(r"<(?!\?|!--)(?:([\w.-]+):)?([\w.-]+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PREFIX = r"(?:[\w.-]+:)?"
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")


@dataclass
class XmlFile:
    """An XML file opened for streaming. `leaves` names the elements that a break in the file may leave half read.

    Once the parser is at its end, `faults` (line, reason) and `last_leaf_whole` are known.
    """

    ask: Ask
    charset: Charset
    leaves: tuple[str, ...]
    faults: list[tuple[int, str]] = field(default_factory=list)
    ended: bool = False
    tail: str = ""
    bare: int = 0
    plain: PlainPoints | None = None  # what is lifted out of the text comes back as an event "pi" with its number

    def events(self, tags: list[str]) -> Iterator[tuple[str, etree._Element]]:
        """(event, element) of the tags named, in any namespace. Elements may be cleared as they come."""
        parser = etree.XMLPullParser(
            events=("start", "end", "pi") if self.plain else ("start", "end"),
            tag=[f"{{*}}{tag}" for tag in tags],
            encoding="utf-8",
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for text in self._texts():
            parser.feed(text.encode("utf-8", "replace"))
            yield from parser.read_events()
        try:
            parser.close()
        except etree.XMLSyntaxError as error:
            self.faults.append((error.lineno or 0, str(error.msg)))
        self.ended = True
        self._note_faults(parser.feed_error_log)
        yield from parser.read_events()

    def _texts(self) -> Iterator[str]:
        """The file as text, without its encoding declaration and with bare “&” taken literally."""
        decoder = codecs.getincrementaldecoder(self.charset.codec)(self.charset.errors)
        total = self.ask.path.stat().st_size
        done, kept = 0, ""
        with self.ask.path.open("rb") as stream:
            while data := stream.read(CHUNK):
                text = kept + self.charset.corrected(decoder.decode(data))
                if not done:
                    text = _DECLARATION.sub("", text, count=1)
                # A reference may be cut by the end of the piece: keep its beginning for the next one.
                cut = text.rfind("&", len(text) - LONGEST_REFERENCE)
                text, kept = (text, "") if cut < 0 else (text[:cut], text[cut:])
                self._follow(text)
                yield self._escaped(self.plain.lift(text) if self.plain else text)
                done += len(data)
                self.ask.tell(done, total)
        kept += self.charset.corrected(decoder.decode(b"", final=True))
        self._follow(kept)
        yield self._escaped(kept)

    @property
    def last_leaf_whole(self) -> bool:
        """Whether the last leaf that was begun has its end in the text; the parser closes open ones of itself."""
        return bool(
            re.match(r"<[^>]*/>", self.tail) or re.search(rf"</{_PREFIX}(?:{'|'.join(self.leaves)})\s*>", self.tail)
        )

    def _follow(self, text: str) -> None:
        """Remember the text since the last leaf began; that is sought from the end, where it mostly is."""
        text = self.tail + text
        begun = 0
        for start in (max(len(text) - NEAR_END, 0), 0):
            for found in re.finditer(rf"<{_PREFIX}(?:{'|'.join(self.leaves)})\b", text[start:]):
                begun = start + found.start()
            if begun:
                break
        self.tail = text[begun:][-CHUNK:]

    def _escaped(self, text: str) -> str:
        """Names like 王家&李家 are often written without escaping; within CDATA that is right as it is."""
        if "&" not in text or "<![CDATA[" in text:
            return text
        text, count = _BARE.subn("&amp;", text)
        self.bare += count
        return text

    def _note_faults(self, log: etree._ListErrorLog) -> None:
        ends = {entry.line for entry in log if entry.type_name == "ERR_TAG_NOT_FINISHED"}
        for entry in log:
            if entry.line in ends and entry.type_name != "ERR_TAG_NOT_FINISHED":
                continue  # where the file breaks off, the parser complains several times of one thing
            if len(self.faults) < MOST_FAULTS:
                self.faults.append((entry.line, plain_fault(entry.type_name, entry.message)))


def open_xml(ask: Ask, leaves: tuple[str, ...]) -> XmlFile:
    """Decide the encoding of an XML file, and refuse one that carries a document type (entity bombs hide there)."""
    with ask.path.open("rb") as stream:
        head = head_text(stream.read(CHUNK))
    declared = _DECLARATION.search(head)
    charset = decide(ask.path, stated=ask.encoding, declared=_known(declared.group(1)) if declared else None)
    if "<!DOCTYPE" in head or "<!ENTITY" in head:
        raise UnreadableFile(
            "拒绝读取带实体定义（DOCTYPE）的文件",
            where=str(ask.path),
            why="这类定义可以让文件展开成巨大的内容，正常的数据文件里没有",
            remedy="请用原来的设备或软件重新导出",
        )
    return XmlFile(ask, charset, leaves)


def head_text(head: bytes) -> str:
    """The first bytes as text, good enough to see declarations and tags in any encoding."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "ignore")
    if head[1:2] == b"\x00":
        return head.decode("utf-16-le", "ignore")
    return head.decode("utf-16-be" if head[:1] == b"\x00" else "latin-1", "ignore")


def root_name(head: bytes) -> str:
    """Local name of the root element, or an empty string."""
    text = _COMMENT.sub("", head_text(head))
    found = _ROOT.search(text) if text.lstrip("\ufeffï»¿ \t\r\n").startswith("<") else None
    return found.group(2) if found else ""


def plain_fault(kind: str, message: str) -> str:
    """An XML fault in Chinese, with the parser's own words where we have none."""
    words = {
        "ERR_TAG_NOT_FINISHED": "文件在这里中断，后面的内容缺失",
        "ERR_INVALID_CHAR": "有 XML 不允许的控制字符，已略去",
        "ERR_NAME_REQUIRED": "“<”没有按 XML 写法转义，附近的文字可能不全",
        "ERR_TAG_NAME_MISMATCH": "开始标签与结束标签不一致",
        "ERR_GT_REQUIRED": "标签没有写完",
        "ERR_ATTRIBUTE_NOT_FINISHED": "属性没有写完",
        "ERR_INVALID_CHARREF": "字符编号无效，已略去",
        "NS_ERR_UNDEFINED_NAMESPACE": "用了没有声明的命名空间前缀",
    }
    if "Excessive depth" in message:
        return "标签一层套一层，超过 256 层，从这里起没有读取"
    return words.get(kind) or f"XML 写法有误（{message.strip()}）"


def _known(name: str) -> str | None:
    """A declared encoding if there is such a one; a nonsense declaration is ignored, not fatal."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
