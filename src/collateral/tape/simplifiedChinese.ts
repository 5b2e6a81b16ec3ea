/** Pairs of traditional and simplified characters that stand in headings and words of loan tapes. */
const pairs =
  '貸贷據据號号編编餘余額额總总還还狀状態态當当結结約约開开時时間间數数債债務务產产區区業业評评級级擔担證证戶户' +
  '買买賣卖幣币種种應应發发執执協协議议項项機机構构單单實实終终與与類类職职會会計计檔档萬万個个歲岁現现轉转貼贴' +
  '讓让聯联繫系質质週周頻频償偿標标貨货進进齊齐圓圆費费審审營营帳账賬账領领檢检驗验歷历處处條条關关係系備备範范' +
  '圍围節节違违損损經经濟济術术資资貿贸銷销購购報报記记錄录線线後后來来並并從从屬属價价內内稱称銀银導导準准劃划' +
  '訂订許许認认設设該该詳详識识請请諾诺謝谢變变貢贡負负財财責责貧贫賃赁賦赋賴赖贖赎趨趋遞递遲迟適适郵邮釋释' +
  '簽签無无錢钱額额賠赔補补償偿墊垫繳缴納纳貶贬擬拟測测評评減减擴扩戰战適适團团鎮镇縣县爾尔嶺岭貴贵隴陇陝陕湾湾遼辽龍龙魯鲁滬沪溫温莊庄楊杨劉刘張张陳陈趙赵吳吴孫孙馬马' +
  '鄉乡門门閉闭際际險险隨随隱隐離离電电靜静須须預预頁页題题願愿風风飛飞駐驻驟骤黃黄點点寶宝廣广東东蘇苏長长況况淨净兌兑動动匯汇彙汇';

const simplified: ReadonlyMap<string, string> = new Map(
  Array.from({ length: Math.floor(pairs.length / 2) }, (_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!]),
);

/** Traditional characters as simplified ones, for comparing headings; 還款方式 and 还款方式 are one heading. */
export function simplifyChinese(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  let folded = '';
  for (const character of text) folded += simplified.get(character) ?? character;
  return folded;
}
