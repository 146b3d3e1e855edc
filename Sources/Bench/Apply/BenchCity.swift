import Cases
import Foundation
import Identity
import Kernel
import Logging
import SampleCity
import Server
import Storage
import Vault
import Web

/// A city of people over eighty whom the rules may all grant the allowance, each signed in already: what a bench of
/// applications begins with.
struct BenchCity: Sendable {
    /// How the platform reaches the accounts of 人社.
    enum AccountSource: String, Sendable {
        /// From a database, as the other departments: no source in the path speaks HTTP.
        case database
        /// Over its signed HTTP interface, as in the sample city.
        case http
    }

    /// Sign-ins that are written at once: they share transactions.
    private static let signInsAtOnce = 512
    private static let seed: UInt64 = 80

    let folder: String
    /// The definitions that the servers are started with.
    var definitions: String { folder + "/City" }
    var data: String { folder + "/data" }

    /// Makes the city in an empty folder.
    /// - Parameters:
    ///   - city: the folder of definitions that it follows.
    ///   - database: where the platform keeps its truth; `nil` for its own file.
    ///   - say: told what is being done.
    static func make(
        in folder: String, people: Int, following city: String, accounts: AccountSource, database: String?,
        clock: any TimeSource, say: @escaping @Sendable (String) -> Void
    ) async throws -> BenchCity {
        let made = BenchCity(folder: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: city, toPath: made.definitions)
        if accounts == .database { try made.readAccountsFromDatabase() }
        let generator = CityGenerator(
            seed: seed, people: people + DemoPerson.Role.allCases.count, day: clock.now().civilDate(),
            profile: .eligibleElders)
        say("making a city of \(people) people who may be granted the allowance")
        try FileManager.default.createDirectory(atPath: made.data, withIntermediateDirectories: true)
        _ = try await generator.write(to: made.data + "/departments")
        say("signing them in")
        let residents = generator.population().citizens.dropFirst(DemoPerson.Role.allCases.count)
        try await made.signIn(Array(residents), database: database)
        return made
    }

    /// The bearer token of a person of the city.
    static func token(of number: Int) -> [UInt8] { Digest.sha256(Array("bench session \(number)".utf8)) }

    private func signIn(_ residents: [Citizen], database: String?) async throws {
        let platform = try await Platform(
            settings: Settings(city: definitions, data: data, database: database, isDemo: true),
            departmentAddresses: [:], demoPeople: [], log: Logger(label: "bench"))
        let (clock, ids) = (platform.environment.time, platform.environment.ids)
        for start in stride(from: 0, to: residents.count, by: Self.signInsAtOnce) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in start..<min(start + Self.signInsAtOnce, residents.count) {
                    let resident = residents[number]
                    guard let residentID = ResidentID(resident.residentNumber) else {
                        throw BenchFault("the city has a person whose number is wrong")
                    }
                    group.addTask {
                        let person = try await platform.people.enrol(
                            residentID, name: resident.name, phone: resident.phone, level: .registered, ids: ids,
                            at: clock.now())
                        try await platform.sessions.open(Self.token(of: number), for: person.id, at: clock.now())
                    }
                }
                try await group.waitForAll()
            }
        }
        try await platform.database.close()
    }

    private func readAccountsFromDatabase() throws {
        let path = definitions + "/departments/人社.yaml"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw BenchFault("\(path): the bench follows the sample city, whose accounts are kept by 人社")
        }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("连接:") }) else {
            throw BenchFault("\(path): no 连接")
        }
        lines.removeSubrange(start...)
        let text = lines.joined(separator: "\n") + "\n" + Self.accountDatabase
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// The department's own tables instead of its interface.
    private static let accountDatabase = """
        连接:
          方式: 数据库
          种类: SQLite
          文件: renshe/renshe.sqlite

        资源:
          社保卡:
            编号: 339900-RS-9001
            分类: 部门
            摘要: 正常状态的社会保障卡及其银行账户。
            可免材料: [银行账户证明]
            级别: A
            共享: { 类型: 有条件共享, 条件: 仅用于向本人发放待遇, 依据: 政务数据共享条例第十九条 }
            更新周期: 实时
            查询: |
              SELECT holder_id, bank_account, account_name, account_holder_id, bank_code,
                     strftime('%Y%m%d%H%M%S', updated_at, 'unixepoch') AS updated
                FROM ss_card
               WHERE holder_id = :证件号码
                 AND status = 'ACTIVE'
            键: { 证件号码: holder_id }
            记录数: 1
            时限: 800 毫秒
            有效: 400 日
            更新时间: { 列: updated, 格式: yyyyMMddHHmmss }
            字段:
              银行账号:     { 列: bank_account, 类型: 银行账号 }
              户名:         { 列: account_name, 类型: 文本 }
              户主证件号码: { 列: account_holder_id, 类型: 身份号码 }
              开户银行:     { 列: bank_code, 类型: 选项, 代码: { HMNC: 惠民农村商业银行（示例）, HMCB: 惠民城市银行（示例）, HMPS: 惠民邮政储蓄银行（示例） } }
          一卡通发放:
            编号: 339900-RS-9003
            分类: 部门
            摘要: 其他部门核准、发放到本人社会保障卡的救助和补贴。
            级别: A
            共享: { 类型: 有条件共享, 条件: 仅用于向本人发放待遇, 依据: 政务数据共享条例第十九条 }
            更新周期: 实时
            查询: |
              SELECT holder_id, change, strftime('%Y%m%d%H%M%S', updated_at, 'unixepoch') AS updated
                FROM ss_payment WHERE holder_id = :证件号码 AND corrects IS NULL ORDER BY id DESC LIMIT 1
            键: { 证件号码: holder_id }
            记录数: 1
            查无记录: { 发放状态: 未发放 }
            时限: 800 毫秒
            更新时间: { 列: updated, 格式: yyyyMMddHHmmss }
            字段:
              发放状态: { 列: change, 类型: 选项, 取值: [未发放, 发放], 代码: { PAID: 发放 } }
            回写:
              写入: |
                INSERT INTO ss_payment (event, serial, holder_id, holder_name, account, change, sent_at, updated_at, told)
                VALUES (:事件编号, 0, :证件号码, :姓名, :银行账号, 'PAID', :送达时间, 0, '') ON CONFLICT (event) DO NOTHING
              回执: |
                SELECT id FROM ss_payment WHERE event = :事件编号
              受理号: id
              格式: { 送达时间: yyyy-MM-dd HH:mm:ss }
        """
}
