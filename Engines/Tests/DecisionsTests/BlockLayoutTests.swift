import Decisions
import Testing

@Suite struct BlockLayoutTests {
    @Test("表格按显示宽度对齐，引号里的竖线和空格不动")
    func alignsTables() {
        let text = """
              hit unique
            // 八十岁起

            |规则|年龄|说明 ||结论|金额|
              |   八十岁档|[80..90)|"甲 | 乙","丙"||准予|100|
            | 百岁  档 | >= 100|-||准予|月标准.百岁|
            otherwise   转人工

            """
        let laidOut = """
            hit unique
            // 八十岁起

            | 规则     | 年龄     | 说明           || 结论 | 金额        |
            | 八十岁档 | [80..90) | "甲 | 乙","丙" || 准予 | 100         |
            | 百岁  档 | >= 100   | -              || 准予 | 月标准.百岁 |
            otherwise   转人工

            """
        #expect(BlockLayout.table(text) == laidOut)
        #expect(BlockLayout.table(laidOut) == laidOut)
    }

    @Test("读不懂的表原样留着", arguments: ["hit unique\n|甲|乙|\n", "|甲||结论|\n| 一 ||准予|\n", "hit unique\n|甲｜乙||结论|"])
    func leavesBrokenTables(_ text: String) { #expect(BlockLayout.table(text) == text) }

    @Test("定义的等号上下对齐，接着写的行不动")
    func alignsDefinitions() {
        let text = """
            年龄=years and months duration(出生日期, 申请日).years
            // 区划
            本市户籍   =  if 年龄 >= 80
                then true
                else false

            """
        #expect(
            BlockLayout.definitions(text) == """
                年龄     = years and months duration(出生日期, 申请日).years
                // 区划
                本市户籍 = if 年龄 >= 80
                    then true
                    else false

                """)
        #expect(BlockLayout.definitions("年龄 80\n甲=1\n") == "年龄 80\n甲=1\n")
    }
}
