/// Synthetic names put together from common surnames and the characters that each generation liked, with a few that
/// strain software: compound surnames, rare characters beyond the basic plane, and names with a middle dot.
enum Names {
    static func surname(_ random: inout SeededRandom) -> String {
        random.happens(permille: 15) ? random.pick(compoundSurnames) : random.pickFromFront(surnames)
    }

    static func given(sex: Citizen.Sex, birthYear: Int, _ random: inout SeededRandom) -> String {
        if random.happens(permille: 12) { return random.pick(rareGivenNames) }
        let characters = pool(sex: sex, birthYear: birthYear)
        let first = random.pick(characters)
        guard random.happens(permille: birthYear < 1975 ? 750 : 850) else { return first }
        let second = random.pick(characters)
        return second == first && birthYear < 1990 ? first : first + second
    }

    /// Given name and father's name, e.g. `阿依古丽·买买提`.
    static func uyghur(sex: Citizen.Sex, fatherGiven: String, _ random: inout SeededRandom) -> (
        given: String, full: String
    ) {
        let given = random.pick(sex == .male ? uyghurMen : uyghurWomen)
        return (given, given + "·" + fatherGiven)
    }

    private static func pool(sex: Citizen.Sex, birthYear: Int) -> [String] {
        switch (sex, birthYear) {
        case (.male, ..<1955): eldersMen
        case (.female, ..<1955): eldersWomen
        case (.male, ..<1985): middleMen
        case (.female, ..<1985): middleWomen
        case (.male, _): youngMen
        case (.female, _): youngWomen
        }
    }

    private static func split(_ text: String) -> [String] { text.map(String.init) }

    private static let surnames = split(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔"
            + "钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤")
    private static let compoundSurnames = ["欧阳", "上官", "司徒", "诸葛", "慕容", "东方", "尉迟", "皇甫"]
    private static let eldersMen = split("福寿德贵金发根生有财长富永祥树林保国志顺义仁忠和庆余兴旺荣华昌盛")
    private static let eldersWomen = split("秀英兰桂珍玉凤梅素琴淑芬翠莲菊香爱云月娥巧彩霞银花春腊喜")
    private static let middleMen = split("建国军强伟勇刚平卫东志明海峰斌涛超辉鹏波宏文新民立春生俊杰")
    private static let middleWomen = split("丽敏静艳红娟燕霞萍玲芳莉琴华梅英美云慧颖洁蓉雪晓春秋")
    private static let youngMen = split("浩宇轩子涵泽梓睿博文嘉豪俊熙铭哲晨阳天逸凯翔宸昊然一诺沐辰")
    private static let youngWomen = split("欣怡雨桐梓涵诗琪佳思语婷可馨若曦雅萱依诺一沐晴安然悦瑶妍")

    /// 㛃 and 䶮 are in Extension A; 𠮷, 𫖯, 𬘭 and 𬱖 in Extensions B, C and E, beyond the basic plane.
    private static let rareGivenNames = ["㛃", "䶮", "𠮷", "文𬘭", "𫖯", "𬱖", "玥㛃", "秉𠮷", "堃", "喆", "翀", "昇旻"]
    private static let uyghurMen = ["买买提", "艾力", "阿不都", "吐尔逊", "玉素甫", "艾合买提", "卡德尔", "库尔班", "阿迪力"]
    private static let uyghurWomen = ["阿依古丽", "古丽娜尔", "热孜万", "帕提古丽", "迪丽达尔", "阿孜古丽", "祖木来提"]
}
