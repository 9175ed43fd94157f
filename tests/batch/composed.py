"""Reports of the 2008 regime with random figures: every one different, none of a body that exists."""

from __future__ import annotations

import random
from pathlib import Path

PLACES = ("云溪市", "青岚县", "平湖区", "北岭市", "柳河县", "锦川区", "临泽市", "南屏县")
BODIES = ("教育局", "民政局", "水利局", "文昌街道办事处", "交通运输局", "卫生局", "统计局", "林业局", "住房和建设局")
KINDS = ("机构概况类信息", "政策文件类信息", "财政信息", "民生服务类信息", "城市管理类信息", "工作动态类信息")


def report(number: int, seed: int = 0) -> str:
    """The text of a report; the same for the same number and seed."""
    chance = random.Random(f"{seed} {number}")
    place, body, year = chance.choice(PLACES), chance.choice(BODIES), chance.randint(2009, 2018)
    web, blog, other = chance.randint(1, 900), chance.randint(0, 300), chance.randint(1, 90)
    total = web + blog + other
    online, letter = chance.randint(1, 40), chance.randint(0, 9)
    received = online + letter
    granted = chance.randint(0, received)
    kinds = "；".join(f"{kind}{chance.randint(1, 200)}条" for kind in chance.sample(KINDS, 4))
    return f"""{place}{body}
{year}年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》的规定，{place}{body}编制了{year}年政府信息公开工作年度报告。所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{body}办公室联系（电话：0549-{chance.randint(2000000, 8999999)}；编号{number}）。

一、概述
{year}年，成立了政府信息公开工作领导小组，共有{chance.randint(2, 20)}人从事政府信息公开工作。全年召开政府信息公开工作会议{chance.randint(1, 12)}次，举办业务培训班{chance.randint(1, 9)}次，接受培训{chance.randint(10, 400)}人次。

二、主动公开政府信息情况
（一）公开的数量
{year}年，主动公开政府信息{total}条，历年累计主动公开政府信息{total + chance.randint(100, 9000)}条。
（二）公开的类别
在主动公开的信息中，{kinds}。
（三）公开的渠道
通过政府网站公开{web}条，通过政务微博公开{blog}条，通过其他方式公开{other}条。

三、依申请公开政府信息情况
{year}年共收到政府信息公开申请{received}件，其中通过网络提出{online}件，通过信函提出{letter}件。从答复情况看，同意公开{granted}件，申请信息不存在{received - granted}件。

四、政府信息公开收费及减免情况
{year}年，未就依申请公开政府信息收取任何费用，也没有减免费用的情况。

五、行政复议、行政诉讼和投诉情况
全年因政府信息公开申请行政复议{chance.randint(1, 5)}件，行政诉讼{chance.randint(1, 3)}件。未收到有关政府信息公开的举报投诉。

六、存在的主要问题和改进措施
（一）存在的主要问题。一是公开的内容更新不够及时；二是政务微博互动率不高。
（二）改进措施。一是推行公开清单制，明确更新时限；二是聘请法律顾问参与疑难申请的办理。

{place}{body}
{year + 1}年{chance.randint(1, 3)}月{chance.randint(1, 28)}日
"""


def write(folder: Path, number: int, seed: int = 0) -> list[Path]:
    """`number` reports in folders of a hundred; returns their paths in order."""
    paths = []
    for index in range(number):
        path = folder / f"{index // 100:03}" / f"{index:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report(index, seed), "utf-8")
        paths.append(path)
    return paths
