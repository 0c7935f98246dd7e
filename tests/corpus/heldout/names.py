"""Names of persons and addresses, simplified, traditional and romanised."""

from random import Random

SURNAMES = (
    "邱徐周唐沈冯顾严白邹梁孟罗潘乔戴夏钟汪田任姜范方石姚谭廖郝龚邵万钱覃武薛雷贺倪汤滕殷施陶洪翟安颜庞"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "司徒", "夏侯")
GIVEN = [
    "岚", "文旭", "雨桐", "嘉慧", "峰", "明宇", "小鹿", "立群", "若曦", "贞", "德志", "天一", "荣", "海燕",
    "建业", "桂芳", "秀英", "国栋", "思源", "子涵", "梓萱", "浩然", "俊杰", "红梅", "玉兰", "志强", "晓东",
    "静怡", "佳琪", "永康", "凤霞", "长青", "振华", "雅婷", "婉清", "一鸣", "书豪", "艳", "磊", "鑫", "莉",
]  # fmt: skip
TRADITIONAL = [
    "陳志豪", "黃詠琪", "劉偉傑", "張淑貞", "鄭麗華", "葉婉儀", "鄧國強", "羅慧嫻", "馮寶兒", "譚詠欣",
    "許雅筑", "賴冠宇", "簡士傑",
]  # fmt: skip
MINORITY = ("古丽娜尔·阿不都拉", "艾尔肯·买买提", "阿依努尔·热合曼", "巴图·额尔德尼")
ROMANISED = (
    "Qiu Lan", "Xu Wen", "Zhou Yuting", "Tang Jiahui", "Shen Hao", "Leung Ka Wai", "Chow May", "Meng Dezhi",
    "Luo Tianyi", "Pan Ruoxi", "Gu Mingyu", "Bai Yutong", "Cheung Siu Ming", "Fong Wing Sze",
)  # fmt: skip

CITIES = (
    ("浙江省杭州市西湖区", "文二西路 古墩路 莫干山路 天目山路"),
    ("广东省深圳市南山区", "科苑南路 沙河西路 后海大道"),
    ("四川省成都市锦江区", "东大街 红星路三段 静居寺路"), ("湖北省武汉市武昌区", "中北路 和平大道 民主路"),
    ("陕西省西安市雁塔区", "高新路 科技二路 长安南路"), ("江苏省苏州市虎丘区", "狮山路 塔园路"),
    ("福建省厦门市思明区", "湖滨南路 莲前西路 厦禾路"), ("山东省青岛市市南区", "香港中路 东海西路 宁夏路"),
    ("湖南省长沙市岳麓区", "麓山南路 潇湘中路"), ("云南省昆明市五华区", "人民中路 学府路"),
    ("天津市和平区", "南京路 西康路 成都道"), ("重庆市渝北区", "龙山路 金开大道"),
    ("上海市徐汇区", "漕溪北路 宜山路 斜土路"), ("北京市海淀区", "中关村南大街 学院路 苏州街"),
    ("黑龙江省哈尔滨市南岗区", "西大直街 红旗大街"),
    ("新疆维吾尔自治区乌鲁木齐市天山区", "解放南路 新华北路"),
    ("广西壮族自治区南宁市青秀区", "民族大道 金湖路"),
)  # fmt: skip
ESTATES = ("", "", "", "金色港湾小区", "翠苑三区", "紫荆花园", "阳光城", "水岸名苑")
HONG_KONG = (
    "香港九龍觀塘觀塘道",
    "香港灣仔軒尼詩道",
    "香港新界沙田正街",
    "臺北市大安區忠孝東路四段",
    "臺北市信義區松仁路",
)
ENGLISH = (
    ("Wenhui Road", "Gongshu District, Hangzhou, Zhejiang"),
    ("Keyuan Road", "Nanshan District, Shenzhen"),
    ("Zhongbei Road", "Wuchang District, Wuhan, Hubei"),
    ("Yishan Road", "Xuhui District, Shanghai"),
    ("Hubin South Road", "Siming District, Xiamen, Fujian"),
    ("Shishan Road", "Huqiu District, Suzhou, Jiangsu"),
)


def chinese(rng: Random) -> str:
    """Return a simplified Chinese name of two to four characters, seldom a transcribed one."""
    draw = rng.random()
    if draw < 0.03:
        return rng.choice(MINORITY)
    return (rng.choice(COMPOUND) if draw < 0.1 else rng.choice(SURNAMES)) + rng.choice(GIVEN)


def traditional(rng: Random) -> str:
    """Return a name in traditional characters."""
    return rng.choice(TRADITIONAL)


def romanised(rng: Random) -> str:
    """Return a name in Latin letters, surname first."""
    return rng.choice(ROMANISED)


def address(rng: Random) -> str:
    """Return a mainland address from the province down to the room."""
    region, roads = rng.choice(CITIES)
    gap = rng.choice(("", "", "", " "))
    number = f"{rng.choice(roads.split())}{gap}{rng.randint(2, 1988)}{gap}号{rng.choice(ESTATES)}"
    rooms = (
        f"{rng.randint(1, 60)}幢{rng.randint(1, 4)}单元{rng.randint(1, 28)}0{rng.randint(1, 4)}室",
        f"{rng.randint(1, 30)}号楼{rng.randint(101, 3204)}室",
        f"{rng.choice('ABC')}座{rng.randint(3, 39)}层",
        f"{rng.randint(2, 33)}栋{rng.randint(101, 2904)}室",
        "",
    )
    return region + number + rng.choice(rooms)


def address_traditional(rng: Random) -> str:
    """Return an address in Hong Kong or Taipei, from the city down to the floor."""
    return f"{rng.choice(HONG_KONG)}{rng.randint(2, 690)}號{rng.randint(2, 38)}樓"


def address_english(rng: Random) -> str:
    """Return a mainland address as written in English, room first."""
    road, region = rng.choice(ENGLISH)
    room = f"Room {rng.randint(101, 2908)}, Building {rng.randint(1, 30)}, "
    return f"{rng.choice((room, ''))}No. {rng.randint(3, 990)} {road}, {region}"
