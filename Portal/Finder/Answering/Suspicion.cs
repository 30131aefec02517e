using System.Globalization;
using System.Text.RegularExpressions;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>Text of a partner's page that speaks to a machine, or hides what it says, is not quoted.</summary>
internal static partial class Suspicion
{
    public static bool IsSuspicious(string text) => HidesSigns(text) || HasLink(text) || Orders().IsMatch(PlaceName.Normalize(text)) || Markup().IsMatch(text);

    /// <summary>What of a text may be repeated. What follows an order to a machine in its paragraph may be what it is ordered to say.</summary>
    public static string Repeatable(string text) =>
        !IsSuspicious(text)
            ? text
            : string.Join('\n', text.Split('\n').SelectMany(paragraph => SentenceReader.Cut(paragraph)
                .TakeWhile(sentence => !Orders().IsMatch(PlaceName.Normalize(sentence)))
                .Where(sentence => !IsSuspicious(sentence))));

    /// <summary>Invisible signs, signs that turn the direction of writing, letters of scripts that look like ours.</summary>
    public static bool HidesSigns(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(rune.Value);
            if (category is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
                || (category is UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t'))
                || (System.Text.Rune.IsLetter(rune) && !IsLatin(rune.Value)))
            {
                return true;
            }
        }

        // More than one mark on a letter is no French.
        return StackedMarks().IsMatch(text);
    }

    public static bool HasLink(string text) => Link().IsMatch(text);

    private static bool IsLatin(int value) => value is < 0x250 or (>= 0x1E00 and <= 0x1EFF) or 0x2BC or 0xAA or 0xBA or (>= 0x2B0 and <= 0x2B8) or 0x1D49;

    [GeneratedRegex(@"(https?|ftp|javascript|data|mailto)\s*:|www\.|//|\b[\w-]{2,}\.(com|fr|org|net|eu|io|info|biz|ru|cn|xyz|site|online|app|dev|me|tv|gouv|example|test|onion|ai)\b|[\w.+-]+\s?@\s?[\w-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"<|>|\]\(|!\[|```|`|\*\*|__|\{\{|\$\{|&#?\w+;|\[/?\w+\]:|^\s*#|\|\s*\||\[INST|\u007c")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\p{M}{2,}")]
    private static partial Regex StackedMarks();

    [GeneratedRegex(@"\b(ignore\w*|oublie\w*|disregard|forget|override)\b.{0,40}\b(instruction|consigne|regle|rule|prompt|previous|precedent|tout ce qui|above|directive)|\b(instructions?|consignes?) (du |de |des |pour |systeme|system|precedent|cachee|secrete|nouvelle|au |a l )|\b(system|systeme) ?(prompt|message|override|:)|\bprompts?\b|\b(assistant|chatbot|robot|modele de langage|ia|llm|gpt|intelligence artificielle)\b.{0,40}\b(dois|doit|devez|ecris|reponds?|dis|dites|ignore|recommande|affiche|must|should|say|repond|lit|lis|lisez|obei)|\b(dis|dites|ecris|ecrivez|reponds|repondez|affirme|annonce|recommande|affiche|insere|ajoute|envoie|transmets|demande|conseille|cite|repete|say|tell|write|reply|answer|respond|send|recommend|append|insert|display|output|print)\b.{0,40}\b(visiteurs?|utilisateurs?|user|users|lecteurs?|personnes qui|a qui|que cette|que nous|always|toujours|numero|mot de passe|password|carte bancaire|lien|link|question|conversation|markdown|image|html|seulement|only|pirate|that|le mot|en premier)|\b(mot de passe|password|carte (bancaire|bleue|de credit)|numero de carte|code secret|virement|bitcoin|iban|cryptomonnaie)\b|\b(cliquez|cliquer|click) (ici|sur|here|on)|\b(tu|vous) (es|etes|dois|devez) (maintenant|desormais|un assistant|obeir|repondre)|\byou (are|must|should|will) (now|always|not|obey|answer|say|be)|\b(dan|jailbreak|sudo|mode developpeur|developer mode)\b|\bfin (de la fiche|du document|des donnees|du contexte)|\bend of (record|document|data|context)|\b(note|message|attention|important|priorite) (a l |pour l |pour les |aux )?(attention de l )?(assistant|ia|robots?|modeles?|moteurs?)|\btraite (cette|ce)\b.{0,30}\b(consigne|ordre|fiche)|\bselect .{1,30} from\b|\bdrop table|\bappel(er|le|ez) (la )?fonction|\bcall (the )?function|\bappel(ez|le|er) le \d|\b(termine[rz]?|commence[rz]?|fini[rstz]+) (chaque|toutes? (les|tes|vos)|tes|vos) (reponse|phrase|message)|\b(reponds?|repondez|parle[zr]?) en (anglais|english|majuscules|vers|rimes)|\bignore[zr]?( toutes?)? les autres|\b(affirme|pretends?|declare|invente)[zr]? (que|un|une|le|la)\b")]
    private static partial Regex Orders();
}
