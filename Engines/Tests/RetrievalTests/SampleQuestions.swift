import Retrieval

/// Questions to the sample catalogue as people put them. Each line: question | ids of the answers.
///
/// `first` was written before the lexicon. `second` and `third` were written later without looking at it; when `third`
/// was asked for the first time, 81 % found their answer in first place and 89 % among the first three (plain character
/// BM25: 45 % and 66 %). Then it too served to widen the lexicon, so all three guard against loss; to measure anew,
/// write new questions.
enum SampleQuestions {
    static let all = first + second + third
    static let first = read(firstText)
    static let second = read(LaterQuestions.second)
    static let third = read(LaterQuestions.third)

    private static func read(_ text: String) -> [Evaluation.Question] {
        text.split(separator: "\n").map { line in
            let fields = line.split(separator: "|").map { $0.trimmed }
            let answers = fields[1].split(separator: " ").map(String.init)
            return Evaluation.Question(query: fields[0], answers: Set(answers))
        }
    }

    private static let firstText = """
        我媳妇刚生了孩子，户口咋上 | hj01
        老爷子过世了户口本上怎么弄 | hj02
        结婚了想把户口挪到丈夫家 | hj03
        在城里买了房能把户口迁来吗 | hj04
        娃的名字想换一个 | hj05
        户口本找不着了 | hj06
        派出所开个户籍的证明 | hj07
        和爸妈分家单独立个户口本 | hj08
        小孩第一次办身份证 | sf01
        身份证快过期了 | sf02
        身份证让我弄丢了咋补 | sf03
        新身份证还没下来先弄个临时的用 | sf04
        外地人在这租房子上班想办居住的证 | jz01
        暂住证满一年要续 | jz02
        没出过国想办个护照 | cr01
        护照过期了 | cr02
        想去香港玩要办什么 | cr03
        去台湾旅游证件 | cr04
        公司入职要没犯过罪的证明 | ga01
        政审要证明没有案底 | ga01
        养狗要上证吗 | ga02
        开个小旅馆住宿的 | ga03
        公司刻章 | ga04
        搞一个音乐节好几千人 | ga05
        当保安要考什么证 | ga06
        婚礼晚上想放大型烟花 | ga07
        驾照六年到期了 | cj01
        驾驶本不见了 | cj02
        买了新车怎么挂牌 | cj03
        二手车卖给朋友怎么过户 | cj04
        车牌掉了一块 | cj05
        车子该年检了 | cj06
        闯红灯扣分在哪交罚款 | cj07
        电瓶车上牌 | cj09
        考驾照怎么报 | cj10
        我奶奶九十岁了国家有没有钱发 | mz01
        八十岁以上老人的长寿钱 | mz01
        家里穷得揭不开锅怎么申请吃低保 | mz02
        五保户怎么申请 | mz03
        家里突然遭了火灾没钱过日子，政府能帮一把不 | mz04
        残疾人穷的每个月生活补助 | mz05
        我妈是一级残疾躺床上要人照顾有没有补贴 | mz06
        父母都死了的孩子国家给生活费吗 | mz07
        爹坐牢妈跑了孩子没人管有补助吗 | mz08
        扯证去哪里 | mz09
        跟老公感情破裂办离婚 | mz10
        结婚证找不到了 | mz11
        想领养一个小孩 | mz12
        开一家敬老院 | mz13
        老人家里洗澡间装防滑扶手 | mz14
        我们想成立一个协会 | mz15
        火化费能免吗 | mz17
        骨灰埋哪个公墓 | mz18
        要饭的流浪汉没地方住 | mz20
        腿断了想办残疾本 | cl01
        残疾证丢了 | cl02
        给我爸申请个轮椅 | cl03
        孩子自闭症做康复训练能不能补 | cl04
        残疾人的三轮摩托车加油补贴 | cl05
        办张社保卡 | sb01
        社保卡掉了 | sb02
        社保卡密码想不起来了 | sb03
        农村户口没工作想交养老保险 | sb04
        自由职业者自己交社保 | sb05
        以前在深圳交的养老保险想转回老家 | sb06
        满六十了农村养老金怎么领 | sb07
        女的五十岁退休怎么办 | sb08
        高温井下干活提前退休 | sb09
        领退休金的人每年要认证还活着 | sb10
        打印一张社保证明 | sb11
        退休的老父亲死了有安葬费吗 | sb12
        上班路上被车撞了算不算工伤 | sb13
        工伤好了想评个伤残等级 | sb14
        被裁员了没工作能领钱吗 | sb16
        下岗了去社区登记 | sb17
        公司没裁人政府给返钱那个 | sb19
        想做小生意没本钱找政府贷款 | sb20
        刚开店听说有一次性的创业钱 | sb21
        我五十多岁找不到活干 | sb22
        考下电工证人社有补贴 | sb24
        毕业了档案存到人才市场 | sb25
        把档案提走转到新单位 | sb26
        公司不签合同还辞退我想打劳动官司 | sb28
        老板跑路拖欠工资找谁 | sb29
        开一家中介帮人找工作 | sb31
        公司新来的员工社保增人 | sb34
        社保多交了能退吗 | sb33
        给刚出生的宝宝买医保 | yb01
        换了城市工作医保怎么转过去 | yb02
        我在外地住院能直接结算吗要备案不 | yb03
        看病的发票自己垫了回来报 | yb04
        糖尿病慢病本 | yb05
        休产假的钱 | yb06
        剖腹产花的钱报多少 | yb07
        大病花了十几万实在没钱看病 | yb08
        用我的医保卡给爸妈买药 | yb09
        老人瘫痪失能了护理险 | yb11
        查一下医保断没断 | yb12
        宝宝的出生证在哪领 | ws01
        出生证明丢了 | ws02
        怀孕了要办准生证吗 | ws03
        三岁以下小孩每年三千六 | ws04
        农村只生一个或两个女儿老了有奖励吗 | ws05
        独生证丢了 | ws06
        失独家庭的补助 | ws07
        护士换医院怎么注册 | ws09
        自己开个小诊所 | ws10
        美容院卫生许可 | ws11
        小孩打疫苗的本子丢了 | ws12
        老年证 | ws13
        献过血现在住院用血能免钱吗 | ws14
        在饭店打工要的健康证 | ws15
        结婚前免费体检 | ws16
        小孩今年六岁上一年级怎么报名 | jy01
        农民工的孩子在城里读书 | jy02
        孩子想转去别的学校念 | jy03
        孩子生病要休学一年 | jy04
        考教师证 | jy05
        上不起大学想贷款读书 | jy08
        考普通话 | jy09
        开个补习班 | jy11
        租房能取公积金吗 | gj01
        买房子用公积金付首付 | gj02
        辞职了公积金全取出来 | gj03
        用公积金贷款买房 | gj05
        公积金从上海转过来 | gj06
        单位给员工开公积金户 | gj07
        公积金贷款提前还清 | gj09
        没房子想申请廉租房 | zj01
        租房补贴钱 | zj02
        小区楼顶漏水用维修基金 | zj05
        农村土坯房快塌了翻修有补助没 | zj06
        老楼装电梯政府补多少 | zj09
        房东和租客合同去备案 | zj10
        装修垃圾怎么处理要办手续吗 | zj13
        买了二手房过户 | bd01
        房子贷款还清了解押 | bd04
        房本丢了 | bd05
        爸爸去世房子怎么过户给我 | bd06
        开个名下没房的证明 | bd07
        农村自己家盖房子要批吗 | bd08
        房产证上加老婆名字 | bd09
        摆摊开小店要办执照 | sc01
        个体户不干了 | sc03
        注册一家有限公司 | sc04
        公司换法人 | sc05
        营业执照丢了 | sc07
        开饭馆需要什么证 | sc08
        开奶茶店要啥手续 | sc08
        开个药店 | sc11
        卖口罩血压计要备案吗 | sc12
        电梯叉车要登记 | sc13
        考叉车证 | sc14
        公司被拉进异常名录怎么弄出来 | sc16
        买到假货商家不退 | sc17
        给别人打零工要开发票 | sw01
        每年三月那个退税 | sw02
        买房子交的税 | sw03
        公司不做了税务要清吗 | sw04
        新车要交的购置税 | sw05
        打印个税流水签证用 | sw07
        卖烟要办证吗 | yc01
        烟店要关一阵子 | yc02
        楼顶挂个大广告牌 | cg01
        门口路边施工要占马路 | cg02
        修管子要把马路挖开 | cg03
        开大货车要考的资格证 | jt01
        想跑滴滴办人证 | jt03
        买拖拉机国家补多少 | ny01
        种地补贴 | ny02
        开宠物医院 | ny03
        卖猪出县要开检疫票 | ny04
        庄稼被淹了保险赔吗 | ny07
        打井取地下水 | sl01
        办厂要做环评 | hb01
        晚上工地赶工要批 | hb03
        请明星来唱歌收门票 | wl01
        开网吧 | wl02
        开ktv歌厅 | wl03
        开游泳馆 | ty01
        商场开业消防检查 | xf01
        打官司请不起律师 | sfj1
        邻居吵架找人评理调解 | sfj3
        对罚款不服 | sfj4
        当过兵的优待证 | tw01
        儿子当兵家里有优待钱吗 | tw04
        工会给困难职工的钱 | gh01
        找结婚登记的老档案 | da01
        我是下乡知青要查档案 | da02
        孩子民族改成妈妈那边的 | mzz1
        新房开通自来水 | gy01
        装煤气 | gy02
        大暴雨车被淹开个气象证明保险要 | qx01
        发大水了家被冲了有救济吗 | yj01
        """
}
