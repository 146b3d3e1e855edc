"""Writes well-formed inputs for a target of the fuzzer: sentences of the language, made by its grammar and its types, which
changing single bytes of other inputs does not reach.

    grammar.py TARGET SEED COUNT FOLDER
"""
import hashlib
import pathlib
import random
import sys
from xml.sax.saxutils import escape

NUMBER, TEXT, TRUTH, DATE, TIME, MOMENT, MONTHS, SPAN, LIST, CONTEXT, RANGE, FUNCTION, NOTHING = TYPES = (
    "number text truth date time moment months span list context range function nothing".split())
# A comparable type is asked for by "point", any by "any".
POINTS = [NUMBER, TEXT, DATE, TIME, MOMENT, MONTHS, SPAN]
ZONES = ["", "Z", "+08:00", "-11:59", "@Asia/Shanghai", "@Europe/Paris", "@Nowhere/At_all"]
PATTERNS = ["a+", "^[甲-丁]", "(a)(b)?", r"\\d{2,3}", "[^a-c]*?", "(a|b)*c", r"\\p{L}+", "[a-z-[aeiou]]", ".", r"(.)\\1", "["]

# 内置函数 — by the type of its result; an optional argument has a question mark, one that repeats an asterisk.
BUILTINS = {
    NUMBER: """number(text) number(text,text,text) string length(text) day(date) decimal(number,number) floor(number,number?)
        ceiling(number,number?) round!up(number,number) round!down(number,number) round!half!up(number,number)
        round!half!down(number,number) abs(number) modulo(number,number) sqrt(number) log(number) exp(number) count(list)
        sum(list) sum(number*) mean(list) mean(number*) median(list) median(number*) stddev(list) stddev(number*)
        product(list) product(number*) min(list) max(list) min(number*) max(number*) day!of!year(date)
        week!of!year(moment)""",
    TEXT: """string(any) upper!case(text) lower!case(text) substring(text,number,number?) substring!before(text,text)
        substring!after(text,text) replace(text,pattern,text,flags?) string!join(list,text?) string!join(list,text,text,text)
        day!of!week(date) month!of!year(moment) min(text*) max(list)""",
    TRUTH: """not(truth) contains(text,text) starts!with(text,text) ends!with(text,text) matches(text,pattern,flags?)
        list!contains(list,any) all(list) all(truth*) any(list) any(truth*) odd(number) even(number) is(any,any)
        before(point,point) before(point,range) before(range,point) before(range,range) after(point,point) after(point,range)
        after(range,point) after(range,range) meets(range,range) met!by(range,range) overlaps(range,range)
        overlaps!before(range,range) overlaps!after(range,range) finishes(point,range) finishes(range,range)
        finished!by(range,point) finished!by(range,range) includes(range,point) includes(range,range) during(point,range)
        during(range,range) starts(point,range) starts(range,range) started!by(range,point) started!by(range,range)
        coincides(point,point) coincides(range,range)""",
    DATE: "date(text) date(moment) date(number,number,number) today() min(date*)",
    TIME: "time(text) time(moment) time(number,number,number,span?)",
    MOMENT: "date!and!time(text) date!and!time(date,time) date!and!time(date,text) date!and!time(text,text) now() max(moment*)",
    MONTHS: "duration(text) years!and!months!duration(date,date) years!and!months!duration(moment,date) abs(months) sum(months*)",
    SPAN: "duration(text) abs(span) sum(span*) mean(span*) min(span*)",
    LIST: """sublist(list,number,number?) append(list,any*) concatenate(list*) insert!before(list,number,any) remove(list,number)
        reverse(list) index!of(list,any) union(list*) distinct!values(list) duplicate!values(list) flatten(list)
        sort(list,function?) mode(list) mode(number*) split(text,pattern) list!replace(list,number,any)
        list!replace(list,function,any) get!entries(context) partition(list,number)""",
    CONTEXT: """context(list) context!put(context,text,any) context!put(context,list,any) context!merge(list)""",
    RANGE: "range(text)",
    "any": "get!value(context,text) get!value(context,list) min(any*) max(any*) sum(any*)",
}
CALLS = {result: [call.replace("!", " ") for call in calls.split() if "(" in call] for result, calls in BUILTINS.items()}


class Grammar:
    """Draws expressions; `names` are those in scope, by type."""

    def __init__(self, draw, names):
        self.draw, self.names = draw, names

    def one(self, *choices):
        return self.draw.choice(choices)

    def expression(self, type, depth):
        if type == "point":
            type = self.one(*POINTS)
        if type == "any" or self.draw.random() < 0.04:
            type = self.one(*TYPES)
        if type == "pattern":
            return f'"{self.one(*PATTERNS)}"'
        if type == "flags":
            return f'"{"".join(self.draw.sample("imsxq", self.draw.randrange(3)))}"'
        if depth <= 0 or self.draw.random() < 0.12:
            return self.leaf(type)
        ways = [self.call, self.call, self.call, self.choose, self.own]
        if self.draw.random() < 0.15:
            ways = [self.path, self.filtered, self.invoked, self.typed]
        return self.one(*ways)(type, depth - 1)

    def leaf(self, type):
        draw, known = self.draw, self.names.get(type, [])
        if known and draw.random() < 0.4:
            return draw.choice(known)
        match type:
            case "number":
                return self.one("0", "1", "-1", "2.50", "83", "1e3", "-0.5", "9999999999999999999999999999999999", "1E-30",
                                ".5", str(draw.randrange(-40, 4000)), f"{draw.randrange(100)}.{draw.randrange(1000)}")
            case "text":
                return '"' + self.one("", "a", "甲乙", "abc 123", "2026-11-22", "-P1Y2M", "PT26H", "12:30:00Z", "1.000,5", "a,b;c",
                                      "[1..5)", "\\u{1F600}", "\\uD83D\\uDE00", "\\n\\t\\\"", "x\U00020000y", "true", "未领",
                                      self.moment()) + '"'
            case "truth":
                return self.one("true", "false")
            case "date":
                return f'@"{self.day()}"' if draw.random() < 0.7 else f'date("{self.day()}")'
            case "time":
                return f'@"{self.clock()}"' if draw.random() < 0.7 else f'time("{self.clock()}")'
            case "moment":
                return f'@"{self.moment()}"' if draw.random() < 0.7 else f'date and time("{self.moment()}")'
            case "months":
                return '@"' + self.one("P1Y", "-P2Y3M", "P14M", "P0M", f"P{draw.randrange(2000)}Y") + '"'
            case "span":
                return '@"' + self.one("P1D", "PT36H", "-P3DT4H5M6.789S", "PT0S", "PT0.000000001S", f"PT{draw.randrange(10**6)}S") + '"'
            case "list":
                return self.one("[]", "[null]", "[1,2,3,2]", '["a","b","a"]', "[true,false,null]", "[[1],[2,[3]]]",
                                '[{a:1},{a:2,b:"x"},{}]', '[@"2026-01-01",@"2025-12-31"]', '[{key:"k",value:1}]')
            case "context":
                return self.one("{}", "{a:1}", '{a:1,b:{c:"x"}}', '{"甲 乙":[1,2]}', "{a:5,b:a+1}", "{f:function(x) x+1}")
            case "range":
                return self.range(0)
            case "function":
                return self.one("function(x) x", "function(x,y) x<y", "function(x:number,y:number) x>y", "abs", "function() 1",
                                "function(item,y) item=y", "not", "function(x:string) upper case(x)")
        return "null"

    def day(self):
        draw = self.draw
        return self.one("2026-02-28", "2024-02-29", "-0044-03-15", "999999999-12-31", "1970-01-01", "2026-13-40",
                        f"{draw.randrange(1900, 2100)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 32):02}")

    def clock(self):
        draw = self.draw
        return f"{draw.randrange(25):02}:{draw.randrange(60):02}:{draw.randrange(60):02}{self.one('', '.5', '.123456789')}{self.one(*ZONES)}"

    def moment(self):
        return f"{self.day()}T{self.clock()}"

    def range(self, depth, type=None):
        type = type or self.one(*POINTS)
        if self.draw.random() < 0.15:
            return f"({self.one('<', '<=', '>', '>=', '=', '!=')} {self.leaf(type)})"
        low, high = self.expression(type, depth), self.expression(type, depth)
        return f"{self.one('[', '(', ']')}{low}..{high}{self.one(']', ')', '[')}"

    def call(self, type, depth):
        calls = CALLS.get(type) or CALLS["any"]
        name, _, rest = self.draw.choice(calls).partition("(")
        arguments = []
        for parameter in filter(None, rest.rstrip(")").split(",")):
            if parameter.endswith("*"):
                arguments += [self.expression(parameter[:-1], depth) for _ in range(self.draw.randrange(1, 4))]
            elif not parameter.endswith("?") or self.draw.random() < 0.5:
                arguments.append(self.expression(parameter.rstrip("?"), depth))
        if arguments and self.draw.random() < 0.03:
            arguments.append(self.leaf(self.one(*TYPES)))
        return f"{name}({self.one(', ', ',')[:2].join(arguments)})"

    def choose(self, type, depth):
        test, left, right = self.expression(TRUTH, depth), self.expression(type, depth), self.expression(type, depth)
        return self.one(f"if {test} then {left} else {right}", f"({left})", f"[{left},{right}][{self.leaf(NUMBER)}]",
                        f"{{a:{left},b:a}}.b", f"(function(x) {left})({right})")

    def own(self, type, depth):
        """By an operator of the language."""
        def e(type):
            text = self.expression(type, depth)
            return f"({text})" if " " in text else text
        match type:
            case "number":
                return self.one(f"{e(NUMBER)} {self.one('+', '-', '*', '/', '**')} {e(NUMBER)}", f"-{e(NUMBER)}", f"{e(DATE)}.{self.one('year', 'month', 'day', 'weekday')}",
                                f"{e(MOMENT)}.{self.one('hour', 'minute', 'second', 'timezone', 'time offset')}", f"{e(SPAN)} / {e(SPAN)}",
                                f"{e(MONTHS)} / {e(MONTHS)}", f"{e(MONTHS)}.{self.one('years', 'months')}", f"{e(SPAN)}.{self.one('days', 'hours', 'minutes', 'seconds')}")
            case "text":
                return f"{e(TEXT)} + {e(TEXT)}"
            case "truth":
                point = self.one(*POINTS)
                return self.one(f"{e(point)} {self.one('<', '<=', '>', '>=', '=', '!=')} {e(point)}", f"{e('any')} = {e('any')}",
                                f"{e(TRUTH)} {self.one('and', 'or')} {e(TRUTH)}", f"{e(point)} between {e(point)} and {e(point)}",
                                f"{e(point)} in {self.range(depth, point)}", f"{e('any')} in ({self.cell(point, depth)}, {self.cell(point, depth)})",
                                f"{e('any')} instance of {self.type()}", f"{self.one('some', 'every')} x in {e(LIST)}, y in {e(LIST)} satisfies x {self.one('=', '<')} y",
                                f"{e(RANGE)} = {e(RANGE)}", f"{e(LIST)} = {e(LIST)}", f"{e(CONTEXT)} = {e(CONTEXT)}")
            case "date":
                return self.one(f"{e(DATE)} {self.one('+', '-')} {e(self.one(MONTHS, SPAN))}", f"{e(MOMENT)}.date")
            case "time":
                return self.one(f"{e(TIME)} {self.one('+', '-')} {e(SPAN)}", f"{e(MOMENT)}.time")
            case "moment":
                return f"{e(MOMENT)} {self.one('+', '-')} {e(self.one(MONTHS, SPAN))}"
            case "months":
                return self.one(f"{e(MONTHS)} {self.one('+', '-')} {e(MONTHS)}", f"{e(MONTHS)} {self.one('*', '/')} {e(NUMBER)}", f"-{e(MONTHS)}")
            case "span":
                return self.one(f"{e(SPAN)} {self.one('+', '-')} {e(SPAN)}", f"{e(SPAN)} {self.one('*', '/')} {e(NUMBER)}",
                                f"{e(MOMENT)} - {e(MOMENT)}", f"{e(TIME)} - {e(TIME)}", f"{e(DATE)} - {e(DATE)}")
            case "list":
                body = self.expression("any", depth)
                return self.one(f"[{e('any')}, {e('any')}, {e('any')}]", f"for x in {e(LIST)} return {body}", f"for i in {self.leaf(NUMBER)}..5, x in {e(LIST)} return [i,x]",
                                f"for x in 1..4 return if x = 1 then 1 else sum(partial) + x", f"for d in {self.range(0, DATE)} return d", f"{e(LIST)}[item != null]",
                                f"{e(LIST)}[{e(NUMBER)}]", f"{e(LIST)}.a", f"{e(LIST)}[a > 1]")
            case "context":
                return f"{{甲: {self.expression('any', depth)}, \"b c\": {self.expression('any', depth)}, d: 甲}}"
            case "range":
                return self.range(depth)
            case "function":
                return f"function(x{self.one('', ': ' + self.type())}, y) {self.expression('any', depth)}"
        return "null"

    def path(self, type, depth):
        return f"({self.expression(self.one(CONTEXT, RANGE, LIST, DATE, MOMENT, SPAN), depth)}).{self.one('a', 'b', 'start', 'end', 'start included', 'end included', 'year', 'value', '甲')}"

    def filtered(self, type, depth):
        return f"({self.expression(LIST, depth)})[{self.expression(self.one(NUMBER, TRUTH), depth)}]"

    def invoked(self, type, depth):
        named = self.one("substring(string: {0}, start position: {1})", "number(from: {0}, grouping separator: \" \", decimal separator: \".\")",
                         "list replace(list: {2}, match: function(item,x) item = x, newItem: {1})", "sort(list: {2}, precedes: function(a,b) a<b)",
                         "date(year: {1}, month: {1}, day: {1})", "time(hour: {1}, minute: {1}, second: {1}, offset: {3})", "context put(context: {4}, keys: {2}, value: {1})")
        return named.format(*(self.expression(type, depth) for type in (TEXT, NUMBER, LIST, SPAN, CONTEXT)))

    def type(self):
        return self.one("number", "string", "boolean", "date", "time", "date and time", "days and time duration", "years and months duration",
                        "Any", "Null", "list<number>", "list<list<string>>", "context<a: number, b: string>", "function<number, string> -> boolean",
                        "range<date>", "range<number>", "list<context<甲: date>>")

    def typed(self, type, depth):
        return f"({self.expression(type, depth)}) instance of {self.type()}"

    def cell(self, type, depth=1):
        """A cell of a decision table."""
        value = lambda: self.expression(type, self.draw.randrange(depth + 1))
        tests = [self.one("-", value(), f"{self.one('<', '<=', '>', '>=', '=', '!=')} {value()}", self.range(0, type), f"? > {value()}", "null",
                          f"{self.leaf(type)}, {self.leaf(type)}", self.expression(TRUTH, depth), f"[{self.leaf(type)},{self.leaf(type)}]",
                          f"count(?) > 1", f"? in {self.range(0, type)}") for _ in range(self.draw.randrange(1, 3))]
        text = ", ".join(test for test in tests if len(tests) == 1 or test != "-") or "-"
        return f"not({text})" if text != "-" and self.draw.random() < 0.15 else text


def expression(draw):
    names = {NUMBER: ["年龄", "标准.八十岁"], TEXT: ["户籍"], DATE: ["出生日期"], LIST: ["家庭 成员", "in x", "家庭 成员.年龄"]}
    return Grammar(draw, names).expression("any", draw.randrange(1, 4))


def cells(draw):
    grammar = Grammar(draw, {NUMBER: ["年龄"], TEXT: ["户籍"]})
    type = draw.choice([*POINTS, LIST, TRUTH])
    return f"{grammar.cell(type, 2)}\n{grammar.expression(type, 1)}"


def decision(draw):
    grammar = Grammar(draw, {NUMBER: ["收入", "标准.低", "标准.高"], TEXT: ["状态"], DATE: ["出生日期", "申请日"], TRUTH: ["健在"]})
    columns = [("收入", NUMBER), ("健在", TRUTH), ("状态", TEXT), ("出生日期", DATE), ("申请日", DATE)]
    definitions = []
    for name in ("年龄", "又")[:draw.randrange(3)]:
        type = draw.choice([NUMBER, TRUTH, TEXT, DATE, MONTHS, LIST, CONTEXT])
        definitions.append(f"{name} = {grammar.expression(type, draw.randrange(1, 3))}")
        columns.append((name, type))
    columns = draw.sample(columns, draw.randrange(1, min(5, len(columns)) + 1))
    policy = draw.choice(["unique", "unique", "first", "any", "priority", "collect", "collect sum", "rule order", "output order"])
    rows = [f"| 规则 | {' | '.join(name for name, _ in columns)} || 结论 | 金额 |"]
    for index in range(draw.randrange(1, 7)):
        row = [grammar.cell(type, draw.randrange(2)).replace("|", " ") for _, type in columns]
        amount = grammar.expression(NUMBER, draw.randrange(3)).replace("|", " ")
        rows.append(f"| {'甲乙丙丁戊己'[index]} | {' | '.join(row)} || {draw.choice(['准予', '准予', '转人工'])} | {amount} |")
    return "\n".join([*definitions, "---"][0 if definitions else 1:] + [f"hit {policy}", *rows, "otherwise 转人工"])


def model(draw):
    grammar = Grammar(draw, {NUMBER: ["年龄"], LIST: ["成员"], TEXT: ["户籍"]})
    types = {NUMBER: "number", TEXT: "string", TRUTH: "boolean", DATE: "date", LIST: "Any", CONTEXT: "Any"}

    def literal(type, depth=2):
        return f"<literalExpression><text>{escape(grammar.expression(type, draw.randrange(depth + 1)))}</text></literalExpression>"

    def table():
        policy = draw.choice(['UNIQUE"', 'FIRST"', 'ANY"', 'PRIORITY"', 'RULE ORDER"', 'OUTPUT ORDER"', 'COLLECT"', *(
            f'COLLECT" aggregation="{kind}"' for kind in ("SUM", "MIN", "MAX", "COUNT"))])
        inputs = draw.sample([("年龄", NUMBER), ("户籍", TEXT), ("成员", LIST)], draw.randrange(1, 3))
        columns = "".join(f'<input><inputExpression typeRef="{types[type]}"><text>{name}</text></inputExpression>'
                          + (f"<inputValues><text>{escape(grammar.cell(type, 0))}</text></inputValues>" if draw.random() < 0.2 else "")
                          + "</input>" for name, type in inputs)
        outputs = draw.randrange(1, 3)
        heads = "".join(f'<output name="o{index}" typeRef="number">' + draw.choice(["", "<outputValues><text>3,2,1</text></outputValues>"])
                        + draw.choice(["", "<defaultOutputEntry><text>0</text></defaultOutputEntry>"]) + "</output>" for index in range(outputs))
        rules = "".join("<rule>" + "".join(f"<inputEntry><text>{escape(grammar.cell(type))}</text></inputEntry>" for _, type in inputs)
                        + "".join(f"<outputEntry><text>{escape(grammar.expression(NUMBER, draw.randrange(2)))}</text></outputEntry>" for _ in range(outputs))
                        + "</rule>" for _ in range(draw.randrange(1, 5)))
        return f'<decisionTable hitPolicy="{policy}>{columns}{heads}{rules}</decisionTable>'

    def boxed(depth):
        if depth == 0:
            return literal("any")
        within = lambda: boxed(depth - 1)
        return draw.choice([
            lambda: literal("any"), table,
            lambda: "<context>" + "".join(f'<contextEntry><variable name="{name}"/>{within()}</contextEntry>' for name in ("甲", "b c")) + draw.choice(["", f"<contextEntry>{within()}</contextEntry>"]) + "</context>",
            lambda: f"<list>{within()}{within()}</list>",
            lambda: '<relation><column name="a"/><column name="b"/>' + "".join(f"<row>{literal(NUMBER)}{literal(TEXT)}</row>" for _ in range(2)) + "</relation>",
            lambda: f"<conditional><if>{literal(TRUTH)}</if><then>{within()}</then><else>{within()}</else></conditional>",
            lambda: f'<filter><in>{literal(LIST)}</in><match>{literal(TRUTH)}</match></filter>',
            lambda: f'<for iteratorVariable="x"><in>{literal(draw.choice([LIST, RANGE]))}</in><return>{within()}</return></for>',
            lambda: f'<{(kind := draw.choice(["some", "every"]))} iteratorVariable="x"><in>{literal(LIST)}</in><satisfies>{literal(TRUTH)}</satisfies></{kind}>',
            lambda: f'<functionDefinition><formalParameter name="x" typeRef="{draw.choice([*types.values()])}"/>{within()}</functionDefinition>',
            lambda: f'<invocation><literalExpression><text>f</text></literalExpression><binding><parameter name="{draw.choice(["x", "x", "y"])}"/>{within()}</binding></invocation>',
        ])()

    inputs = "".join(f'<inputData id="i{index}" name="{name}"><variable name="{name}" typeRef="{type}"/></inputData>'
                     for index, (name, type) in enumerate([("年龄", "number"), ("户籍", draw.choice(["string", "t"])), ("成员", draw.choice(["Any", "s"]))]))
    needs = "".join(f'<informationRequirement><requiredInput href="#i{index}"/></informationRequirement>' for index in range(3)) \
        + '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
    item = ('<itemDefinition name="t"><typeRef>string</typeRef><allowedValues><text>' + escape(grammar.cell(TEXT, 0))
            + '</text></allowedValues></itemDefinition><itemDefinition name="s" isCollection="true"><itemComponent name="a"><typeRef>'
            + draw.choice(["number", "t", "s"]) + "</typeRef></itemComponent></itemDefinition>")
    knowledge = f'<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="x"/>{boxed(1)}</encapsulatedLogic></businessKnowledgeModel>'
    service = ('<decisionService id="s" name="服务"><outputDecision href="#d0"/>' + draw.choice(["", '<encapsulatedDecision href="#d1"/>'])
               + draw.choice(["", '<inputData href="#i0"/>']) + "</decisionService>" if draw.random() < 0.3 else "")
    decisions = ""
    for index in range(draw.randrange(1, 4)):
        after = f'<informationRequirement><requiredDecision href="#d{index - 1}"/></informationRequirement>' if index and draw.random() < 0.6 else ""
        decisions += (f'<decision id="d{index}" name="d{index}"><variable name="d{index}" typeRef="{draw.choice([*types.values(), "t", "s"])}"/>'
                      + needs + after + boxed(draw.randrange(3)) + "</decision>")
    return f'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">{item}{inputs}{knowledge}{decisions}{service}</definitions>'


def pattern(draw):
    def piece(depth):
        atom = draw.choice(["a", "b", "甲", ".", r"\d", r"\w", r"\s", r"\p{Lu}", r"\P{N}", r"\i", r"\c", "^", "$", "[a-c]", "[^甲]", "[a-z-[b]]", r"\1", r"[\d-]",
                            r"\.", r"\n", "[\\p{IsBasicLatin}]", "😀"])
        if depth and draw.random() < 0.5:
            atom = draw.choice(["(%s)", "(?:%s)", "(%s|%s)", "%s|%s", "%s%s", "%s%s%s"])
            atom = atom % tuple(piece(depth - 1) for _ in range(atom.count("%s")))
        return atom + draw.choice(["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,}?"])
    flags = "".join(draw.sample("imsxq", draw.choice([0, 0, 1, 2])))
    text = "".join(draw.choice(["a", "b", "c", "A", "甲", "乙", "1", " ", ".", "\n", "😀", "É"]) for _ in range(draw.randrange(12)))
    return "\n".join([piece(3), flags, draw.choice(["", "x", "$0", "[$1]", "$2$1", r"\$", "$", r"\x"]), text])


def main():
    target, seed, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
    make = {"expression": expression, "cells": cells, "decision": decision, "model": model, "pattern": pattern}.get(target)
    draw = random.Random(seed)
    for _ in range(count if make else 0):
        data = make(draw).encode()
        if len(data) <= 4096:
            (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


main()
