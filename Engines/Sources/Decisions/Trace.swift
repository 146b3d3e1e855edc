public import FEEL
public import Kernel

/// 判定过程 — everything that led to a verdict: facts, definitions, and every cell of every rule. The same facts and the
/// same model always give the same text, so that its hash can be stored and the decision replayed.
///
/// It holds the facts and the verdict; the rest is worked out whenever it is asked for, which most of the time nobody
/// does: keep what you read twice.
public struct Trace: Sendable {
    /// A name with its value; `nil` where it was unknown.
    public struct Reading: Sendable {
        /// A fact or a definition.
        public let name: String
        /// Its value; `nil` where it was unknown.
        public let value: Value?
    }

    /// How a cell or a rule came out.
    public enum Outcome: String, Sendable {
        /// It holds.
        case hit
        /// It does not hold.
        case failed
        /// It cannot be told, because something is unknown.
        case unknown
    }

    /// One cell: what was tested and how it came out.
    public struct Cell: Sendable {
        /// The name of the column.
        public let column: String
        /// As it is written in the table.
        public let test: String
        /// The value of the column; `nil` where it was unknown.
        public let value: Value?
        /// How the test came out.
        public let outcome: Outcome
    }

    /// One rule with all its cells.
    public struct Rule: Sendable {
        /// The rule.
        public let name: String
        /// How the rule came out: that of its worst cell.
        public let outcome: Outcome
        /// From left to right.
        public let cells: [Cell]
    }

    private let plan: DecisionPlan
    /// In the order of the inputs; null is unknown.
    private let facts: [Value]
    /// What was decided.
    public let verdict: Verdict

    init(_ plan: DecisionPlan, _ facts: [Value], _ verdict: Verdict) {
        self.plan = plan
        self.facts = facts
        self.verdict = verdict
    }

    private var evaluation: Evaluation { Evaluation(plan, facts) }

    /// 判定信息 — what was known of each input.
    public var inputs: [Reading] { readings(evaluation).inputs }

    /// 定义 — what they came to.
    public var definitions: [Reading] { readings(evaluation).definitions }

    /// 规则 — every cell of every rule, also those that the decision did not need.
    public var rules: [Rule] {
        var evaluation = evaluation
        return rules(&evaluation)
    }

    private func readings(_ evaluation: Evaluation) -> (inputs: [Reading], definitions: [Reading]) {
        let names = plan.inputs.map(\.name) + plan.definitions.map(\.name)
        let all = zip(names.indices, names).map { Reading(name: $1, value: evaluation.known($0)) }
        return (Array(all.prefix(plan.inputs.count)), Array(all.dropFirst(plan.inputs.count)))
    }

    private func rules(_ evaluation: inout Evaluation) -> [Rule] {
        plan.rules.indices.map { index in
            Rule(
                name: plan.rules[index].name, outcome: Outcome(evaluation.outcome(ofRule: index)),
                cells: plan.columns.indices.map { cell(rule: index, column: $0, &evaluation) })
        }
    }

    private func cell(rule: Int, column: Int, _ evaluation: inout Evaluation) -> Cell {
        Cell(
            column: plan.columns[column].name, test: plan.cellColumns[column][rule].source,
            value: evaluation.known(plan.columnSlots[column]),
            outcome: Outcome(evaluation.outcome(rule: rule, column: column).outcome))
    }

    /// 未满足 — names of facts and columns that kept it from granting.
    public var unmet: [String] { verdict.unmet }

    /// The value of an output, a definition or a fact, for the sentences that explain the verdict; `nil` where it is
    /// unknown.
    public subscript(name: String) -> Value? {
        if let value = verdict[name] { return value }
        let (inputs, definitions) = readings(evaluation)
        return definitions.first { $0.name == name }?.value ?? inputs.first { $0.name == name }?.value
    }

    /// The trace as JSON with its members in a fixed order.
    public var json: JSON {
        var evaluation = evaluation
        let (inputs, definitions) = readings(evaluation)
        return [
            "inputs": .object(inputs.map(Trace.member)), "definitions": .object(definitions.map(Trace.member)),
            "rules": .array(rules(&evaluation).map(\.json)), "verdict": verdict.json,
        ]
    }

    /// The text that is hashed and stored.
    public var canonicalText: String { json.text }

    private static func member(_ reading: Reading) -> JSON.Member {
        JSON.Member(reading.name, reading.value?.json ?? .null)
    }
}

extension Trace.Rule {
    fileprivate var json: JSON {
        ["name": .string(name), "outcome": .string(outcome.rawValue), "cells": .array(cells.map(\.json))]
    }
}

extension Trace.Cell {
    fileprivate var json: JSON {
        [
            "column": .string(column), "test": .string(test), "value": value?.json ?? .null,
            "outcome": .string(outcome.rawValue),
        ]
    }
}

extension Verdict {
    /// `{"verdict":"granted","rule":…,"outputs":{…}}` or `{"verdict":"referred","reasons":[…]}`.
    public var json: JSON {
        switch self {
        case .granted(let rule, let outputs):
            [
                "verdict": "granted", "rule": .string(rule),
                "outputs": .object(outputs.map { JSON.Member($0.name, $0.value.json) }),
            ]
        case .referred(let reasons): ["verdict": "referred", "reasons": .array(reasons.map(\.json))]
        }
    }
}

extension ReferralReason {
    fileprivate var json: JSON {
        [
            "kind": .string(kind.rawValue), "rules": .array(rules.map(JSON.string)),
            "names": .array(names.map(JSON.string)),
        ]
    }
}

extension DecisionModel {
    /// Decides and keeps how. The cells of all rules are tried when the trace is read.
    public func trace(facts: [String: Value]) -> Trace {
        let values = inputs.map { facts[$0.name] ?? .null }
        return Trace(plan, values, evaluate(facts: values))
    }
}

extension Trace.Outcome {
    init(_ outcome: Evaluation.Outcome) {
        self =
            switch outcome {
            case .hit: .hit
            case .failed: .failed
            case .unknown: .unknown
            }
    }
}
