"""Go's expressions and statements, as far as schemas of Terraform providers are written in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKENS = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)
  | (?P<rune>'(?:[^'\\\n]|\\.)+')
  | (?P<number>\d[\w.]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<operator>:=|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|<-|\.\.\.|[-+*/%&|^<>=!()\[\]{},;:.~])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A token of Go: its kind (such as `string` or `name`), its text, and whether a line ends after it."""

    kind: str
    text: str
    ends_line: bool = False


@dataclass(frozen=True)
class Text:
    """A string."""

    value: str


@dataclass(frozen=True)
class Number:
    """A number, as it is written."""

    value: str


@dataclass(frozen=True)
class Name:
    """A name, with what it is qualified by: `features.FivePointOh`."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """A call of a function or method."""

    function: Expression
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Member:
    """A member of a value that is no name: `resourceX().Schema`."""

    of: Expression
    name: str


@dataclass(frozen=True)
class Index:
    """An element of a map or list: `schema["name"]`."""

    of: Expression
    key: Expression


@dataclass(frozen=True)
class Composite:
    """A composite literal: its type as text, and its elements, with a key where they have one."""

    type: str
    elements: tuple[tuple[Expression | None, Expression], ...]


@dataclass(frozen=True)
class Function:
    """A function literal; what it does is read when it is called."""

    body: tuple[Token, ...]


@dataclass(frozen=True)
class Operation:
    """An operator with its operands: one, or two."""

    operator: str
    operands: tuple[Expression, ...]


Expression = Text | Number | Name | Call | Member | Index | Composite | Function | Operation


@dataclass(frozen=True)
class Assign:
    """`target = value` or `target := value`."""

    targets: tuple[Expression, ...]
    value: Expression


@dataclass(frozen=True)
class Return:
    """`return value`."""

    value: Expression | None


@dataclass(frozen=True)
class If:
    """`if condition { then } else { otherwise }`."""

    condition: Expression | None
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


@dataclass(frozen=True)
class Range:
    """`for key, value := range over { body }`."""

    key: str
    value: str
    over: Expression
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Do:
    """An expression as a statement."""

    value: Expression


Statement = Assign | Return | If | Range | Do


class GoSyntaxError(ValueError):
    """Something of Go that is not understood."""


def tokens(text: str) -> list[Token]:
    """The tokens of a piece of Go; comments and spaces are left out."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None:
            raise GoSyntaxError(f"a character that is not understood: {text[at : at + 20]!r}")
        at = match.end()
        if match.lastgroup == "space":
            if found and ("\n" in match[0]):
                found[-1] = Token(found[-1].kind, found[-1].text, ends_line=True)
        else:
            found.append(Token(str(match.lastgroup), match[0]))
    return found


@dataclass
class Parser:
    """Reads expressions and statements from tokens."""

    tokens: list[Token]
    at: int = 0
    _end: Token = field(default=Token("end", ""))

    @property
    def here(self) -> Token:
        """The next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else self._end

    def _before(self) -> Token:
        return self.tokens[self.at - 1]

    def _is(self, *texts: str) -> bool:
        return self.here.kind == "operator" and self.here.text in texts

    def _take(self, text: str) -> None:
        if self.here.text != text:
            raise GoSyntaxError(f"{text!r} is missing before {self.here.text!r}")
        self.at += 1

    def block(self) -> tuple[Statement, ...]:
        """The statements between braces; a statement that is not understood is passed over."""
        self._take("{")
        found: list[Statement] = []
        while not self._is("}"):
            if self.here.kind == "end":
                raise GoSyntaxError("a block that does not end")
            start = self.at
            try:
                statement = self._statement()
                if statement is not None:
                    found.append(statement)
            except GoSyntaxError:
                self.at = start
                self._skip_statement()
        self._take("}")
        return tuple(found)

    def _statement(self) -> Statement | None:
        word = self.here.text if self.here.kind == "name" else ""
        if word == "return":
            self.at += 1
            empty = self._before().ends_line or self._is("}")
            statement: Statement = Return(None if empty else self.expression())
        elif word == "if":
            return self._if()
        elif word == "for":
            return self._for()
        elif word == "var":
            self.at += 1
            name = self.here.text
            self.at += 1
            while not self._is("="):
                if self._before().ends_line or self.here.kind == "end":
                    return Assign((Name((name,)),), Composite("", ()))
                self.at += 1
            self._take("=")
            statement = Assign((Name((name,)),), self.expression())
        elif word in {"switch", "select", "go", "defer", "const", "type", "func"}:
            raise GoSyntaxError(word)
        else:
            statement = self._simple()
        if not (self._before().ends_line or self._is("}", ";")):
            raise GoSyntaxError(f"a statement does not end before {self.here.text!r}")
        if self._is(";"):
            self.at += 1
        return statement

    def _simple(self) -> Statement:
        targets = [self.expression()]
        while self._is(","):
            self.at += 1
            targets.append(self.expression())
        if self._is("=", ":="):
            self.at += 1
            return Assign(tuple(targets), self.expression())
        if len(targets) > 1 or self._is("+=", "-=", "++", "--"):
            raise GoSyntaxError("an assignment of several values")
        return Do(targets[0])

    def _if(self) -> If:
        self._take("if")
        condition: Expression | None = None
        try:
            condition = self.expression(composites=False)
            if not self._is("{"):
                raise GoSyntaxError("an if with a statement of its own")
        except GoSyntaxError:
            condition = None
            self._skip_to_block()
        then = self.block()
        otherwise: tuple[Statement, ...] = ()
        if self.here.text == "else":
            self.at += 1
            otherwise = (self._if(),) if self.here.text == "if" else self.block()
        return If(condition, then, otherwise)

    def _for(self) -> Range | None:
        self._take("for")
        names: list[str] = []
        while self.here.kind == "name":
            names.append(self.here.text)
            self.at += 1
            if self._is(","):
                self.at += 1
        if self._is(":=") and self.tokens[self.at + 1].text == "range":
            self.at += 2
            over = self.expression(composites=False)
            return Range(names[0] if names else "_", names[1] if len(names) > 1 else "_", over, self.block())
        self._skip_to_block()
        self.block()
        return None

    def _skip_to_block(self) -> None:
        depth = 0
        while not (depth == 0 and self._is("{")):
            if self.here.kind == "end":
                raise GoSyntaxError("a block is missing")
            depth += self._is("(", "[") - self._is(")", "]")
            self.at += 1

    def _skip_statement(self) -> None:
        depth = 0
        while self.here.kind != "end":
            if depth == 0 and self._is("}"):
                return
            depth += self._is("(", "[", "{") - self._is(")", "]", "}")
            self.at += 1
            if depth == 0 and self._before().ends_line:
                return

    def expression(self, *, composites: bool = True) -> Expression:
        """An expression; without composite literals of named types where a block follows."""
        left = self._unary(composites)
        while self._is("==", "!=", "<", ">", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "&", "|", "^"):
            operator = self.here.text
            self.at += 1
            left = Operation(operator, (left, self._unary(composites)))
        return left

    def _unary(self, composites: bool) -> Expression:
        if self._is("&", "*", "<-"):
            self.at += 1
            return self._unary(composites)
        if self._is("!", "-", "+", "^"):
            operator = self.here.text
            self.at += 1
            return Operation(operator, (self._unary(composites),))
        return self._suffixes(self._operand(), composites)

    def _operand(self) -> Expression:
        token = self.here
        if token.kind == "string":
            self.at += 1
            return Text(token.text[1:-1])
        if token.kind in {"number", "rune"}:
            self.at += 1
            return Number(token.text)
        if self._is("("):
            self.at += 1
            inner = self.expression()
            self._take(")")
            return inner
        if self._is("["):
            return self._typed()
        if token.kind == "name":
            if token.text == "func":
                self._skip_to_block()
                start = self.at
                self._skip_braces()
                return Function(tuple(self.tokens[start : self.at]))
            if token.text in {"map", "struct", "interface"}:
                return self._typed()
            self.at += 1
            return Name((token.text,))
        raise GoSyntaxError(f"an expression does not begin with {token.text!r}")

    def _typed(self) -> Expression:
        """A literal of a map, slice or other type without a name, or a conversion to one."""
        start = self.at
        if self.here.text in {"struct", "interface"}:
            self.at += 1
            self._skip_braces()
        elif self.here.text == "map":
            self.at += 1
            self._skip_brackets()
            self._type()
        else:
            self._skip_brackets()
            self._type()
        text = "".join(token.text for token in self.tokens[start : self.at])
        if self._is("{"):
            return self._composite(text)
        return Name((text,))

    def _type(self) -> None:
        while self._is("*", "["):
            if self._is("["):
                self._skip_brackets()
            else:
                self.at += 1
        if self.here.text in {"map", "struct", "interface"}:
            word = self.here.text
            self.at += 1
            if word == "map":
                self._skip_brackets()
                self._type()
            else:
                self._skip_braces()
            return
        if self.here.text == "func":
            self.at += 1
            self._skip_parentheses()
            if self.here.kind == "name" or self._is("*", "["):
                self._type()
            return
        self.at += 1
        while self._is("."):
            self.at += 2

    def _suffixes(self, value: Expression, composites: bool) -> Expression:
        while True:
            if self._is("."):
                self.at += 1
                if self._is("("):
                    self._skip_parentheses()
                    continue
                name = self.here.text
                self.at += 1
                value = Name((*value.parts, name)) if isinstance(value, Name) else Member(value, name)
            elif self._is("("):
                value = Call(value, self._arguments())
            elif self._is("["):
                start = self.at
                self.at += 1
                try:
                    key = self.expression()
                    self._take("]")
                    value = Index(value, key)
                except GoSyntaxError:
                    self.at = start
                    self._skip_brackets()
            elif self._is("{") and composites and isinstance(value, Name):
                value = self._composite(".".join(value.parts))
            else:
                return value

    def _arguments(self) -> tuple[Expression, ...]:
        self._take("(")
        found: list[Expression] = []
        while not self._is(")"):
            found.append(self.expression())
            if self._is("..."):
                self.at += 1
            if self._is(","):
                self.at += 1
        self._take(")")
        return tuple(found)

    def _composite(self, type_: str) -> Composite:
        self._take("{")
        elements: list[tuple[Expression | None, Expression]] = []
        while not self._is("}"):
            value = self._element()
            key: Expression | None = None
            if self._is(":"):
                self.at += 1
                key, value = value, self._element()
            elements.append((key, value))
            if self._is(","):
                self.at += 1
        self._take("}")
        return Composite(type_, tuple(elements))

    def _element(self) -> Expression:
        return self._composite("") if self._is("{") else self.expression()

    def _skip_braces(self) -> None:
        self._skip("{", "}")

    def _skip_brackets(self) -> None:
        self._skip("[", "]")

    def _skip_parentheses(self) -> None:
        self._skip("(", ")")

    def _skip(self, opening: str, closing: str) -> None:
        self._take(opening)
        depth = 1
        while depth:
            if self.here.kind == "end":
                raise GoSyntaxError(f"{closing!r} is missing")
            depth += self._is(opening) - self._is(closing)
            self.at += 1
