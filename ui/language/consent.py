"""Consent: whether a few words say yes or no to a plan that waits, in any of the languages; anything more is neither.

All of the words have to be known: "yes, but only the first" or "no, the other one" is a request of its own.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

_LONGEST = 80
"""In characters; nobody says yes in more."""
_SOFT = "soft"
"""A yes where nothing else is said."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "yes": "yes, yeah, yep, yup, ya, y, sure, of course, certainly, absolutely, definitely, go, go ahead, go on,"
               " go for it, do it, do that, do so, just do it, make it so, carry on, sure thing, you can, you may,"
               " you should, go ahead and, proceed, confirm, confirmed, i confirm, approve, approved, i approve,"
               " agreed, i agree, accept, i am sure, im sure, sounds good, looks good, thats right, that is right,"
               " thats fine, that is fine, exactly, correct, right, yes i do, by all means, run it, run, lets go,"
               " lets do it, do this, affirmative, why not, thumbs up",
        "soft": "ok, okay, k, alright, all right, fine, good, great, perfect, cool, please, please do, nice,"
                " yes please",
        "no": "no, nope, nah, n, never, no way, cancel, cancel it, cancel that, dont, do not, please dont,"
              " dont do it, dont do that, do not do it, do not do that, never mind, nevermind, forget it, forget that,"
              " leave it, leave it alone, leave that, leave them, leave this, leave it be, leave it there,"
              " leave it in, leave everything, stop, stop it, stop that, rather not, better not, not now, not yet,"
              " not really, absolutely not, certainly not, of course not, abort, decline, reject, hold on, wait,"
              " i changed my mind, on second thought, i dont want that, i dont want to, please no, not at all",
        "fill": "oh, um, uh, well, then, thanks, please and thank you, and, thank you, now, so, just, actually",
        "delete": "delete, delete it, delete them, delete that, delete this, delete those, remove it, remove them,"
                  " remove that, erase it, erase them, get rid of it, get rid of them, throw it away, throw them away,"
                  " take it out, take them out, bin it, scrap it, away with it, out with it",
        "keep": "keep, keep it, keep them, keep that, keep those, keep everything, it stays, they stay,"
                " dont delete it, dont delete them, dont delete that, dont delete anything, do not delete it,"
                " dont delete, do not delete, do not delete them, dont remove it, dont remove them,"
                " dont remove anything, dont touch it, please dont delete it, please dont delete them, please keep it,"
                " please dont delete",
    },
    "de": {
        "yes": "ja, jo, jep, jup, jawohl, j, klar, na klar, sicher, aber sicher, naturlich, selbstverstandlich, mach,"
               " mach es, machs, mach das, mach mal, mach ruhig, machen, tu es, tu das, tus, einverstanden, bestatigt,"
               " ich bestatige, bestatigen, bestatige, genehmigt, los, los gehts, nur zu, passt, passt so, in ordnung,"
               " geht klar, abgemacht, genau, richtig, stimmt, so machen, weiter, ich bin sicher, bin mir sicher,"
               " bin sicher, auf jeden fall, unbedingt, leg los, fuhr es aus, ausfuhren, jawoll, von mir aus,"
               " meinetwegen, das ist in ordnung, ist in ordnung, das passt, das ist gut, das geht, kannst du machen,"
               " kannst du, du kannst, darfst du, warum nicht, doch",
        "soft": "ok, okay, gut, alles klar, na gut, schon, prima, super, perfekt, bitte, gerne, gern, ja bitte",
        "no": "nein, nee, ne, no, n, nix da, abbrechen, abbruch, brich ab, lass es, lass sie, lass ihn, lass die,"
              " lass alles, lass es so, lass alles so, lass das, lass sein, lass mal, lass es sein, nicht,"
              " lieber nicht, besser nicht, bitte nicht, doch nicht, auf keinen fall, keinesfalls, stopp, stop, halt,"
              " niemals, noch nicht, jetzt nicht, vergiss es, mach es nicht, mach das nicht, tu es nicht,"
              " tu das nicht, warte, moment, ablehnen, abgelehnt, doch lieber nicht, nicht machen, lassen,"
              " lass es bleiben, nicht so",
        "fill": "oh, ah, ach, na, dann, danke, mal, jetzt, so, also, doch, vielen dank",
        "delete": "losch es, losche es, losch sie, losche sie, losch das, losche das, losch ihn, losche ihn, loschen,"
                  " losche, losch, entfern es, entferne es, entferne sie, entferne das, entfernen, weg damit,"
                  " raus damit, hau weg, schmeiss es raus, wirf es weg, kann weg, das kann weg, ruhig loschen",
        "keep": "behalte es, behalt es, behalten, behalte sie, behalt sie, behalte das, bleibt, es bleibt,"
                " das bleibt, bleibt so, nicht loschen, losch es nicht, losche es nicht, losch sie nicht,"
                " losche sie nicht, losch das nicht, losche das nicht, losch nichts, losche nichts, nicht entfernen,"
                " lass es da, lass sie da, lass es drin, lass sie drin",
    },
    "fr": {
        "yes": "oui, ouais, ouaip, o, si, bien sur, evidemment, certainement, absolument, vas y, allez y, allez, go,"
               " fais le, fais la, fais les, fais ca, faites le, d accord, daccord, entendu, c est bon, cest bon,"
               " je confirme, confirme, confirmer, confirmez, j accepte, accepte, j approuve, valide, je valide,"
               " c est ca, exactement, exact, c est correct, correct, je suis sur, je suis sure, ca marche, ca roule,"
               " continue, continuez, executer, tu peux, vous pouvez, tu peux y aller, execute, lance, pourquoi pas,"
               " volontiers, avec plaisir, tout a fait",
        "soft": "ok, okay, bon, bien, tres bien, parfait, super, s il te plait, s il vous plait, sil te plait, stp,"
                " svp, ca va",
        "no": "non, nan, n, surtout pas, pas du tout, annule, annuler, annulez, annule ca, annule tout, laisse,"
              " laissez, laisse tomber, laisse ca, laisse la, laisse les, laisse tout, laisse comme ca, laisse le,"
              " arrete, arretez, stop, pas question, jamais, ne le fais pas, ne fais pas ca, ne fais rien,"
              " pas maintenant, pas encore, plutot pas, oublie, oublie ca, attends, attendez, refuse, je refuse,"
              " refuser, mieux vaut pas, non merci, pas ca, hors de question",
        "fill": "oh, ah, euh, ben, alors, merci, maintenant, donc",
        "delete": "supprime, supprime le, supprime la, supprime les, supprime ca, supprimer, supprimez, efface,"
                  " efface le, efface la, efface les, efface ca, effacer, enleve le, enleve la, enleve les, enleve ca,"
                  " retire le, retire la, retire les, vire le, vire la, vire les, tu peux supprimer, tu peux effacer",
        "keep": "garde, garde le, garde la, garde les, garde ca, gardez, ne supprime pas, ne le supprime pas,"
                " ne la supprime pas, ne les supprime pas, ne supprime rien, n efface pas, n efface rien,"
                " ne l efface pas, ne les efface pas, ne l enleve pas",
    },
    "es": {
        "yes": "si, s, claro, claro que si, por supuesto, desde luego, vale, dale, dale si, adelante, hazlo, haz eso,"
               " de acuerdo, esta bien, confirmo, confirmado, confirma, confirmar, acepto, aprobado, venga, sigue,"
               " exacto, exactamente, correcto, eso es, estoy seguro, estoy segura, seguro, listo, ejecutar, ejecuta,"
               " ejecutalo, sin duda, por que no, hagalo, procede, andale, va",
        "soft": "ok, okay, bueno, bien, muy bien, perfecto, genial, por favor, porfa, eso",
        "no": "no, n, nunca, jamas, cancela, cancelar, cancelalo, cancele, dejalo, dejala, dejalos, dejalo todo,"
              " dejalo como esta, dejalas, deja, no lo hagas, no hagas eso, no hagas nada, mejor no, para, detente,"
              " alto, stop, olvidalo, olvida eso, de ninguna manera, ni hablar, todavia no, aun no, ahora no,"
              " claro que no, por supuesto que no, espera, rechazar, rechazo, nada de eso, en absoluto, no quiero,"
              " no gracias, no hace falta, no es necesario, ay no, dejalo asi, dejalo estar",
        "fill": "oh, ah, pues, entonces, gracias, ya, ahora, muchas gracias",
        "delete": "borra, borralo, borrala, borralos, borralas, borrar, elimina, eliminalo, eliminala, eliminalos,"
                  " eliminalas, eliminar, quitalo, quitala, quitalos, quitalas, puedes borrarlo, puedes eliminarlo",
        "keep": "conservalo, conservala, conservalos, mantenlo, mantenla, guardalo, que se quede, no lo borres,"
                " no la borres, no los borres, no las borres, no borres nada, no borres, no borrar, no lo elimines,"
                " no la elimines, no elimines nada, no eliminar, no lo quites, no la quites, no los quites",
    },
    "pt": {
        "yes": "sim, s, ta, claro, claro que sim, com certeza, pode, pode sim, pode ser, pode fazer, faca, faz,"
               " faz isso, faca isso, faz la, esta bem, ta bem, ta bom, esta bom, ta certo, confirmo, confirmado,"
               " confirma, confirmar, aceito, aprovado, vai, vai em frente, va em frente, vamos, manda ver,"
               " manda bala, manda, beleza, blz, combinado, certo, isso mesmo, exato, exatamente, correto,"
               " tenho certeza, siga, prossiga, executar, execute, executa, avance, de acordo, por que nao,"
               " sem duvida, isso, uhum",
        "soft": "ok, okay, bom, bem, muito bem, perfeito, otimo, por favor, se faz favor",
        "no": "nao, n, nunca, jamais, cancela, cancelar, cancele, deixa, deixe, deixa estar, deixa isso, deixa ele,"
              " deixa ela, deixa como esta, deixa pra la, deixa para la, deixa assim, nao faca, nao faca isso,"
              " nao faz isso, nao faz, melhor nao, pare, para, stop, esquece, esqueca, esquece isso, de jeito nenhum,"
              " de maneira nenhuma, nem pensar, ainda nao, agora nao, claro que nao, espera, espere, recusar, recuso,"
              " nada disso, nao quero, nao pode, nao precisa, nao e preciso, calma",
        "fill": "oh, ah, entao, obrigado, obrigada, ja, agora, la, muito obrigado",
        "delete": "apaga, apague, apaga isso, apague isso, apagar, apaga o, pode apagar, exclua, exclui, excluir,"
                  " pode excluir, remove, remova, remover, pode remover, elimina, elimine, eliminar, tira isso,"
                  " pode tirar, apaga ele, apaga ela, delete, deleta, pode deletar",
        "keep": "mantem, mantenha, manter, guarda, guarde, fica, deixa ficar, nao apague, nao apaga, nao apagar,"
                " nao apague nada, nao exclua, nao exclui, nao remova, nao remove, nao elimine, nao delete, nao tira",
    },
    "zh": {
        "yes": "是 是的 是啊 对 对的 好 好的 好啊 好呀 好吧 行 行的 行吧 可以 可以的 可以了"
               " 没问题 嗯 嗯嗯 确认 确定 同意 执行 做吧 做 就这样 就这么做 这样做 开始 开始吧 来吧"
               " 当然 当然可以 没错 继续 运行 批准 允许 我确定 我同意 干吧 去做吧 动手吧 對 對的"
               " 沒問題 確認 確定 執行 當然 可以吧 就这么办 照做 必须的",
        "soft": "ok 请 请吧 麻烦了 好了",
        "no": "不 不要 不用 不用了 不行 不可以 不是 不对 取消 算了 别 停 停下 停止 否 先不要"
              " 先不用 先别 不要了 不做 不同意 别做 不了 等等 等一下 暂时不要 还是不要 先等等"
              " 先等一下 不了谢谢 还是算了 还是别 放弃 拒绝 没必要 不必 不必了 不想 不需要 不要做"
              " 别这样",
        "fill": "谢谢 谢 了 吧 啊 呀 哦 那 那就 就 多谢",
        "delete": "删 删吧 删掉 删掉吧 删除 删除吧 删了 删了吧 把它删掉 把它删了 删掉它 删除它 去掉"
                  " 去掉吧 移除 刪除 刪掉 刪吧 可以删 可以删除",
        "keep": "保留 留着 留下 留着吧 保留吧 别删 别删了 别删除 不要删 不要删除 不要删掉 不删 不删除"
                " 不删了 别动 先别删 先不删",
    },
}


def consent(text: str, *, deletes: bool) -> bool | None:
    """True for yes, False for no, None for anything else; "delete it" and "keep it" answer only what deletes."""
    if len(text) > _LONGEST:
        return None
    said = _folded(text)
    found = {_in_language(said, language, deletes=deletes) for language in _WORDS} - {None}
    return found.pop() if len(found) == 1 else None


def _in_language(said: str, language: str, *, deletes: bool) -> bool | None:
    kinds, rest = set(), said.replace(" ", "") if language == "zh" else said
    while rest:
        match = _pattern(language).match(rest)
        kind = _kinds(language).get(match[0].strip(), "") if match else ""
        if match is None or kind in ("delete", "keep") and not deletes:
            return None
        kinds.add({"delete": "yes", "keep": "no"}.get(kind, kind))
        rest = rest[match.end() :]
    if {"yes", "no"} <= kinds or not kinds & {"yes", "no", _SOFT}:
        return None
    return "no" not in kinds


@functools.cache
def _kinds(language: str) -> Mapping[str, str]:
    """What each saying of a language is; the first kind that lists it."""
    found: dict[str, str] = {}
    for kind, sayings in _WORDS[language].items():
        for one in sayings.split(" " if language == "zh" else ","):
            found.setdefault(one.strip(), kind)
    return found


@functools.cache
def _pattern(language: str) -> re.Pattern[str]:
    """The longest saying at the beginning."""
    sayings = sorted(_kinds(language), key=len, reverse=True)
    ends = "" if language == "zh" else r"(?: |$)"
    return re.compile(f"(?:{'|'.join(map(re.escape, sayings))}){ends}")


def _folded(text: str) -> str:
    """Small letters without accents; signs are blanks, and an apostrophe in an English word is nothing."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    plain = re.sub(r"(?<=n)['’](?=t\b)|(?<=\bthat)['’](?=s\b)|(?<=\bi)['’](?=m\b)|(?<=\blet)['’](?=s\b)", "", plain)
    return " ".join(re.findall(r"\w+", plain))
