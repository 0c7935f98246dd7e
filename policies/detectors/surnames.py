"""Chinese family names, and the words that begin like a name and are none.

Order and number of the names follow the Hundred Family Surnames and the census lists.
"""

from policies.vocabulary import words

SINGLE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁"
    "仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党"
    "翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈"
    "廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖邸修"
    "付闫覃涂苟揭代辜原战晋楚粟冼植麦鹿呂鄔藍應烏兰陰饒蓋倫麴亓仝励芦苑鄢隋顿庹禤练蒿郐仵迟矫綦邝栗檀谌楼卿"
)
COMPOUND = words(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 "
    "公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 百里 呼延 东郭 西门 南门 轩辕"
)
# Family names that are far more often an ordinary word.
AMBIGUOUS = frozenset(
    "和于时从由有都能经应通年年后向须相因公国东家文平成明全安强乐花水山单原代别那步路车房终利言养爱空红解计管迟练励"
)
FREQUENT = frozenset("于安房文管成")  # of these the ones that many people bear

# The characters that given names are most often made of, without those that words are made of still more often.
GIVEN = frozenset(
    "安平伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞刚桂英华玉兰红建国志辉鹏飞斌波宇浩凯健俊帆雪琳婷雨欣怡佳子涵梓轩博晨曦思远泽嘉诗"
    "瑶梦洁颖倩莉晶岩峰海林松柏青云龙彬旭东升春秋冬梅竹菊燕凤珍珠琴瑟钰铭锋锐钧淑贤惠慧智仁义礼信德才康宁福禄寿喜庆祥瑞永"
    "恒宏达胜利一可心若兮紫萱沐奕诺皓彦昊然媛蕾薇萍莹雯琪璐茜妍妮娅婕婉娥姗妹娇娣卉芬芸芹苗茵荣莲菲蓉蓓蕊薪琼瑜瑾璇璟瑛珊"
    "玲珏玥琦琰琛璨彪武毅坚亮炜焕灿煜熙炎炳烨煌明朗昌昕昱晖晓晗晟暄震霖霏露霄天翔羽翰翼鸿鹤骏骁驰骥腾鑫钢铁锦钊铮镇锡树森"
    "桐楠榕槿樱桦栋梁柱材根生民友良善忠孝勤俭诚厚清源潇淼渊洪江河湖浪澜瀚润泓沛沁泉阳辰星月光世代家邦邵荫继承先祖贵富裕财"
    "广大立业功勋书文章墨砚艺韵音乐歌舞悦愉怀念想忆恩爱珂珉瑀璋瑄奇伊依佑佩侠倪儒元兆冰凌剑劲励千卓双君呈哲唯坤培增士壮夏"
    "夕奎姝孟季孜宝宗宜实容宾寒寅岚岳峻崇川帅帝常幼庭弘彤彰影征律循忻恺惟雅馨香骄麒麟舟航园圆城堂娴婵婧嫣守宣尚屹峥嵘嵩巍"
    "巧希庚廷彩恬恭慈慕懿扬振捷斐斯旺昂映昭景晴暖朋朔杉杏枫柔柳桃棋棠欢歆汉汐汶沅治泰洲湘溪澄澎濠照熠爽玄玮玫珩珞琅琨琬甜"
    "盈盛真睿硕祯祺禾秉程端笑筠素纯纲维绍绪绮缘群翊翎翠耀聪育舒芝芙芮花芷茹荃荷莎菡萌蕙蕴虎虹谊谦豪贝贞赛赞越跃轶迪迎逸遥"
    "采铃银闯隆雁雄雷霁韬韶颂风鹃黛坡"
)
# Family names as they are written in capitals before a given name: `CHEN Xiaoming`, `CHEUNG Wai Kit`.
IN_LATIN = words(
    "AI AN AU AW BAI BAO BI BIAN CAI CAO CEN CHAI CHAN CHANG CHAO CHAU CHE CHEN CHENG CHEUNG CHIANG CHIEN CHIN CHIU "
    "CHO CHOI CHONG CHOU CHOW CHOY CHU CHUANG CHUI CHUNG CUI DAI DENG DING DONG DU DUAN FAN FANG FEI FENG FONG FU "
    "FUNG GAN GAO GE GENG GONG GU GUAN GUO HAN HAO HE HO HON HONG HOU HSIEH HSU HU HUA HUANG HUI HUNG IP JI JIA "
    "JIANG JIAO JIN KAM KAN KANG KE KO KONG KUO KWAN KWOK KWONG LAI LAM LAN LAU LAW LEE LEI LEUNG LI LIAN LIANG LIAO "
    "LIEN LIM LIN LING LIU LO LONG LOU LU LUI LUK LUO MA MAK MAN MAO MEI MENG MIAO MO MOK MU NG NGAI NI NIE NING NIU "
    "OU OUYANG PAN PANG PEI PENG POON PU QI QIAN QIAO QIN QIU QU RAO REN RUAN SHA SHANG SHAO SHEK SHEN SHENG "
    "SHI SHIH "
    "SHUM SIMA SIT SIU SO SONG SU SUEN SUN SUNG SZETO TAI TAM TAN TANG TAO TENG TIAN TIN TO TONG TSAI TSAN TSANG TSE "
    "TSENG TSO TSOI TSUI TU TUNG WAN WANG WEI WEN WENG WONG WOO WU XI XIA XIANG XIAO XIE XIN XING XIONG XU XUE YAN "
    "YANG YAO YAU YE YEH YEN YEUNG YI YIN YING YIP YIU YOU YU YUAN YUE YUEN YUNG ZENG ZHA ZHAI ZHAN ZHANG ZHAO ZHENG "
    "ZHONG ZHOU ZHU ZHUANG ZHUO ZOU ZUO"
)

# Words that begin with a family name and go on: 高净值客户, 国有企业, and firms that everybody names in short.
NO_BEGINNINGS = words(
    "应补 应退 应纳 应缴 应发 应扣 应交 国有 国库 国企 国资 国债 国网 国投 国开 高净 高新 白名 农户 农民 农村 农业 "
    "农行 农商 农贸 商户 商家 商贸 商会 商场 商城 储户 储蓄 师生 成人 成年 全员 全行 全市 全省 单身 应届 管委 边民 "
    "牧民 水务 水电 水泥 车贷 车险 房贷 盖章 常常 华为 华润 华侨 万科 万达 金地 金蝶 金科 安踏 康佳 江铃 江淮 马钢 "
    "石化 石油 钱庄 安保 花店 麻将 席位"
)

# What follows a label without being a name, though it may begin like one.
NO_NAMES = words(
    "如下 自查 见附件 无 不详 未知 保密 同上 必填 选填 汉字 拼音 经理 公司 单位 部门 名称 客户 本人 先生 女士 "
    "高级 高管 安全 经办 全部 全体 有限 国家 国际 家庭 成员 人员 方式 电话 手机 号码 地址 和谐 通知 平台 "
    "文件 文档 关系 关于 明细 时间 应当 应该 管理 计划 都是 能够 相关 公布 公开 公告 红利 原因 原件 代表 "
    "代理 查询 查看 空白 填写 易方 金额 单号 单据 单笔 支行 分行 银行 水电 钱款 何时 何人 许可 封面 成功 "
    "陈列 连任 任命 王牌 马上 康复 祝好 "
    "融资 融券 成立 广大 广州 东莞 江苏 温州 贵宾 尊敬 各位 常用 常规 于此 后续 路由 利率 利息 双方 甘肃 云南 海南 "
    "河南 湖南 山东 山西 广东 广西 黑龙江 万元 万家 平安 华夏 陈述 解释 解除 强制 终止 连续 容易 步骤 "
    "简介 简历 充值 司机 向您 车主 房主 房东 边远 温馨 项目 计算 包括 包含 高端 班级 国籍 学历 年限 类型 "
    "余额 司法 付款 应收 应付 于今 安排 明确 简称 常见 成本 成交 平均 空缺 利润 许多 水平 原来 时候 程序 终于 "
    "经过 通过 向来 从来 从事 由于 由此 有关 都会 能否 相应 国内 东部 成为 全国 强调 花费 山区 单独 代码 "
    "索取 索要 管道 管线 "
    "别名 别人 那么 步行 路线 车辆 房产 言论 养老 爱好 红包 计提 管家 后期 荣幸 幸会 温度 和解 和平 贺信 贺卡 "
    "贝壳 金融 金牌 雷达 江南 童装 包装 包裹 白领 白金 蓝色 黄金 黄色 黑色 石油 祝贺 祝您 喜欢 严格 严重 "
    "何种 何处 施工 张贴 任务 任何 任职 方案 方法 史上 费用 廉洁 汤类 毕业 安装 常务 顾问 元旦 元月 "
    "孟加拉 尹始 宋体 熊市 纪要 纪律 项下 梁柱 杜绝 蓝牙 季度 季节 麻烦 强大 贾府 路径 危险 颜色 梅雨 "
    "盛大 林业 徐州 蔡司 田地 胡同 虞城 支付 支持 管控 卢比 莫斯科 房屋 干部 解决 应急 宗旨 宣传 邓州 "
    "单价 杭州 洪水 包月 石家庄 崔州 龚滩 程度 邢台 陆续 荣誉 翁山"
)


def is_of_given(name: str) -> bool:
    """Return whether what stands behind the family name are characters of given names only.

    >>> is_of_given("邵雪飞"), is_of_given("康复")
    (True, False)
    """
    return GIVEN.issuperset(name[2 if name[:2] in COMPOUND else 1 :])
