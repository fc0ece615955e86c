"""Names of colours in the languages that Tonmeister speaks, as #rrggbb."""

from __future__ import annotations

import difflib
import re
import unicodedata

from engine.errors import UserError

_COLORS = {
    "#e53935": "red rot rote roter rotes rouge rojo roja vermelho vermelha 红 红色 紅色 crimson scarlet karminrot",
    "#fb8c00": "orange naranja laranja alaranjado 橙 橙色 橘色",
    "#fdd835": "yellow gelb gelbe gelber gelbes jaune amarillo amarilla amarelo amarela 黄 黄色",
    "#43a047": "green grün grüne grüner grünes gruen vert verte verde 绿 绿色 綠色",
    "#1e88e5": "blue blau blaue blauer blaues bleu bleue azul 蓝 蓝色 藍色",
    "#8e24aa": "purple violet lila violett purpur violette pourpre morado morada púrpura violeta roxo roxa 紫 紫色",
    "#ec407a": "pink rosa rose rosé rosado rosada cor-de-rosa 粉 粉色 粉红 粉红色",
    "#d81b60": "magenta fuchsia fucsia 品红 洋红",
    "#00acc1": "cyan türkisblau zyan ciano cian 青 青色",
    "#26a69a": "turquoise teal türkis türkise turquesa turqueza petrol 绿松石 蓝绿色",
    "#6d4c41": "brown braun braune brauner braunes brun brune marron marrón café castanho marrom 棕 棕色 褐色",
    "#757575": "grey gray grau graue grauer graues gris cinza cinzento 灰 灰色",
    "#212121": "black schwarz schwarze schwarzer schwarzes noir noire negro negra preto preta 黑 黑色",
    "#fafafa": "white weiß weiss weiße weißer weißes blanc blanche blanco blanca branco branca 白 白色",
    "#d4a017": "gold golden goldene doré dorée dorado dorada dourado dourada oro or ouro 金 金色",
    "#b0bec5": "silver silber silbern argent argenté plateado plata prateado prata 银 银色",
    "#9ccc65": "lime limette lima limão citron-vert 柠檬绿 黄绿色",
    "#808000": "olive oliv oliva 橄榄色",
    "#283593": "navy marineblau marine bleu-marine azul-marino azul-marinho 海军蓝 深蓝 深蓝色",
    "#3949ab": "indigo índigo 靛 靛蓝",
    "#f5e6c8": "beige cream creme crème crema bege 米色",
    "#800020": "burgundy maroon bordeaux weinrot burdeos vinho bordô 酒红 酒红色",
    "#ff7f6b": "coral salmon koralle lachs corail saumon salmón salmão 珊瑚色",
    "#c8a2c8": "lavender lilac lavendel flieder lavande lavanda 淡紫色",
    "#90caf9": "sky-blue light-blue hellblau himmelblau bleu-ciel bleu-clair azul-claro celeste 浅蓝 天蓝",
    "#1b5e20": "dark-green dunkelgrün vert-foncé verde-oscuro verde-escuro 深绿 深绿色",
    "#a5d6a7": "light-green hellgrün vert-clair verde-claro 浅绿 浅绿色",
    "#8b0000": "dark-red dunkelrot rouge-foncé rojo-oscuro vermelho-escuro 深红 深红色",
    "#0d47a1": "dark-blue dunkelblau bleu-foncé azul-oscuro azul-escuro",
}


def _folded(name: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[\s_-]+", "", re.sub("([aou])e", r"\1", plain))


_BY_NAME = {_folded(name): value for value, names in _COLORS.items() for name in names.split()}


def is_color_name(word: str) -> bool:
    """Is a colour called so?"""
    return _folded(word) in _BY_NAME


def color_value(name: str) -> str:
    """A colour as #rrggbb, from its name, #rgb or #rrggbb; UserError with the nearest name."""
    said = name.strip()
    found = re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", said)
    if found and (said.startswith("#") or _folded(said) not in _BY_NAME):
        digits = found[1] if len(found[1]) == 6 else "".join(sign * 2 for sign in found[1])
        return f"#{digits.lower()}"
    folded = _folded(said)
    if folded in _BY_NAME:
        return _BY_NAME[folded]
    # "bright red", "ein dunkles Rot": the colour among its words
    for word in reversed(re.findall(r"\w+", said)):
        if _folded(word) in _BY_NAME:
            return _BY_NAME[_folded(word)]
    near = difflib.get_close_matches(folded, _BY_NAME, 1, 0.7)
    hint = f"did you mean {near[0]}?" if near else "name a colour such as red or teal, or write it as #rrggbb."
    raise UserError(f"'{said}' is no colour that is known here; {hint}")
