/// 判定引擎 — what every stored decision names beside the version of its definition.
public enum DecisionEngine {
    /// The version of what expressions and tables mean. It grows with every change after which the same definition could
    /// give another result or another trace on the same facts; each such change has a decision record, and the replay of
    /// stored decisions shows whom it touches. 0 stands for decisions of a time before it was written down.
    public static let version = 1
}
