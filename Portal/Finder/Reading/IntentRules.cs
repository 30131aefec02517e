using System.Globalization;
using System.Text.RegularExpressions;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>What a question wants, told by its turns of phrase. Patterns read folded text: lower case, no accents, no signs.</summary>
internal static partial class IntentRules
{
    private static readonly Dictionary<string, int> Ordinals = new()
    {
        ["premier"] = 1,
        ["premiere"] = 1,
        ["1er"] = 1,
        ["1ere"] = 1,
        ["deuxieme"] = 2,
        ["second"] = 2,
        ["seconde"] = 2,
        ["2e"] = 2,
        ["2eme"] = 2,
        ["troisieme"] = 3,
        ["3e"] = 3,
        ["3eme"] = 3,
        ["quatrieme"] = 4,
        ["4e"] = 4,
        ["4eme"] = 4,
        ["cinquieme"] = 5,
        ["5e"] = 5,
        ["5eme"] = 5,
    };

    public static bool IsThanks(string folded) => ThanksPattern().IsMatch(folded);

    public static bool IsGreeting(string folded) => GreetingPattern().IsMatch(folded);

    public static bool IsAbout(string folded) => AboutPattern().IsMatch(folded);

    public static bool IsOffTopic(string folded) => OffTopicPattern().IsMatch(folded) || InstructionPattern().IsMatch(folded);

    /// <summary>Tries to give the finder orders instead of telling it a need.</summary>
    public static bool IsInstruction(string folded) => InstructionPattern().IsMatch(folded);

    public static bool IsPropose(string folded) => ProposePattern().IsMatch(folded);

    public static bool IsContact(string folded) => ContactPattern().IsMatch(folded);

    public static bool IsCompare(string folded) => ComparePattern().IsMatch(folded);

    public static bool IsExplain(string folded) => ExplainPattern().IsMatch(folded);

    public static bool IsMore(string folded) => MorePattern().IsMatch(folded);

    /// <summary>Begins like the continuation of what was said before: "et…", "plutôt…", "sinon…".</summary>
    public static bool Continues(string folded) => ContinuesPattern().IsMatch(folded);

    /// <summary>Points at what was shown without naming it: "celui-ci", "ça", "cette initiative".</summary>
    public static bool PointsBack(string folded) => PointsBackPattern().IsMatch(folded);

    /// <summary>The cards a question points at by their rank or number, from 1; "les deux premiers" are 1 and 2; -1 is the last one.</summary>
    public static IReadOnlyList<int> Cards(string folded)
    {
        if (FirstFewPattern().Match(folded) is { Success: true } few)
        {
            return few.Groups[1].Value is "trois" or "3" ? [1, 2, 3] : [1, 2];
        }

        var cards = new List<int>();
        foreach (Match match in OrdinalPattern().Matches(folded))
        {
            if (match.Groups["word"] is { Success: true } word)
            {
                cards.Add(word.Value is "dernier" or "derniere" ? -1 : Ordinals[word.Value]);
            }
            else if (int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100)
            {
                cards.Add(number);
            }
        }

        if (PairPattern().Match(folded) is { Success: true } pair)
        {
            cards.Add(int.Parse(pair.Groups[1].Value, CultureInfo.InvariantCulture));
            cards.Add(int.Parse(pair.Groups[2].Value, CultureInfo.InvariantCulture));
        }

        return [.. cards.Distinct()];
    }

    /// <summary>Takes off what is said for politeness, so that what is left says the need.</summary>
    public static string WithoutPoliteness(string text)
    {
        string before;
        var rest = text;
        do
        {
            before = rest;
            rest = PolitenessPattern().Replace(rest, " ").Trim(' ', ',', '.', '!', '?', ';', ':');
        }
        while (rest != before);
        return rest.Length > 0 ? rest : text;
    }

    [GeneratedRegex(@"^(ok |super |tres bien |parfait |genial |d accord |oui |non )*(merci|mille mercis|je vous remercie|thanks|parfait|genial|super|top|nickel|c est (tout|parfait|note|bon)|au revoir|bonne journee|bonne soiree|a bientot)( (beaucoup|bien|infiniment|mille fois|pour tout|a vous|a toi|c est (tout|parfait|gentil|super)|au revoir|bonne journee|bonne soiree|pour (votre|ton) aide|de (votre|ton) aide))*$")]
    private static partial Regex ThanksPattern();

    [GeneratedRegex(@"^(bonjour|bonsoir|salut|coucou|hello|hey|bjr|slt)( (a tous|tout le monde|monsieur|madame|ca va|comment (ca va|allez vous|vas tu)|l assistant|social connect))*$")]
    private static partial Regex GreetingPattern();

    [GeneratedRegex(@"\b(que|qu est ce que|quoi) (sais|peux|pouvez|savez) (tu|vous) (faire|m aider)|\ba quoi (tu sers|vous servez|ca sert|sert ce)|\b(qui|qu) (es tu|etes vous|est tu|t es)\b|\btu es (un robot|qui|une ia|humain|une machine)|\bc est quoi (social connect|ce site|cet assistant|cet outil|ici)\b|\bcomment (ca|tu|vous) (marche|marchez|fonctionne|fonctionnes|fonctionnez)( ici)?$|\bd ou viennent (les|tes|vos) (infos|informations|donnees|fiches)|\b(gardez|gardes|conserv\w+) .{0,20}(mes (donnees|questions)|conversation)")]
    private static partial Regex AboutPattern();

    [GeneratedRegex(@"\b(quel temps (fait|fera)|meteo|pleuvoir demain|horoscope|signe astrologique|loto|numeros gagnants|cours (du|de la|de l) (bitcoin|bourse|or|ethereum|euro|dollar)|bitcoin|cryptomonnaie|cac 40)\b|\b(donne|donnez|quelle est|cherche|trouve)( moi| nous)? (la |une |ta )?recette|\brecette (de|du|d) (?!la solidarite)|\bqui (a gagne|va gagner|gagnera|a invente|a ecrit|a peint|est le president|est la presidente|est le maire|a marque)|\bcapitale (de|du|d|of)\b|\b(coupe du monde|champions league|ligue 1|euro 20\d\d|jeux olympiques de)\b|\bcombien (font|fait) \d|\b\d+ (fois|plus|moins|divise par) \d+|\bracine carree|\b(raconte|dis|fais)( moi| nous)? (une |un )?(blague|histoire drole|devinette)|\b(ecris|redige|compose|invente)( moi| nous)? (un|une|le|la|mon|ma) (poeme|chanson|lettre|histoire|discours|dissertation|email|mail|texte|code|programme|script|article|cv|rap|slam|conte|roman)|\b(tradui\w+|traduction (de|en)|comment (on )?dit on|translate)\b|\bcode (promo|python|php|source|java|html|de reduction)|\b(fais|faire|resous|resoudre|corrige) mon (devoir|exercice|dm)\b|\bdevoirs? de (maths|physique|philo|francais|anglais)\b.{0,30}(derive|integrale|equation)|\b(equation|derivee|integrale|theoreme)s?\b|\b(pirater|hacker|cracker|craquer) |\bmot de passe (de|du) (mon|ma|wifi)|\b(billet|billets|vol|vols) (d avion|pour)|\bbillet d avion|\b(meilleur|nouvel|quel) (iphone|telephone|smartphone|ordinateur|aspirateur|frigo)|\biphone \d|\bplaystation|\bxbox|\bnetflix|\bvideos? (de|d) (chat|chaton)s?\b|\bdieu existe|\bsens de la vie (humaine)?$|\bexiste t il une vie apres|\bextraterrestre|\b(election|presidentielle|legislatives|premier ministre)\b.{0,30}(gagner|gagne|qui|resultat|sondage)|\bqui va .{0,20}(election|presidentielle)|\b(acheter|vendre|louer) (une|un|des|mon|ma|mes) (tesla|voiture de sport|bateau|yacht|appartement|villa|cigarettes|maison de luxe|rolex|iphone|drogue|cannabis|arme)|\bcigarettes|\bagent immobilier|\bregime pour (perdre|maigrir)|\bperdre \w+ kilos|\bimprimante (affiche|en panne|erreur|ne marche)|\berreur e?\d{2,}|\bwindows \d|\bwhat is the|\bwho (is|won|are)\b|\bhow (to|many|much|old)\b|\bsexe\b|\bporno|\brencontre coquine|\bplan cul")]
    private static partial Regex OffTopicPattern();

    [GeneratedRegex(@"\b(ignore[rsz]?|oublie[rsz]?|neglige[rsz]?|desobei\w*|contourne[rsz]?|disregard|forget|override|bypass|desactive[rsz]?|disable)\b.{0,40}\b(instructions?|consignes?|regles?|rules?|prompts?|directives?|garde fous?|filtres?|filters?|verifications?|checks?|restrictions?|limites?|precedent\w*|previous|above|ci dessus)\b|\b(tes|vos|your) (regles|consignes|instructions|rules|directives) (sont|are|ne|n)\b|\b(system|systeme|user|assistant|human|developer)( prompt| override| message)? ?(: |:|>)|\b(system|developer) (prompt|message|override|mode)|\bprompt (system|initial|cache)|\bmode (developpeur|sans (filtre|verification|limite|restriction)|dan|debug|maintenance|admin\w*|root|god)\b|\b(jailbreak|dan mode|do anything now)\b|\b(tu es|vous etes|you are|agis comme|fais comme si tu|pretend|imagine que tu|joue le role|jouons|act as)\b.{0,40}\b(dan|sans (limite|filtre|regle|censure)|hacker|pirate|libre de|root|admin\w*|unrestricted|no rules|developpeur|une ia|un modele|grand mere qui)\b|\b(affiche|montre|revele|donne|ecris|repete|imprime|recopie|print|reveal|show|repeat|dump|output)\w*( moi| me| nous)? (ta|ton|tes|votre|vos|your|the|la|le|les|toutes les) (prompt|consigne|instruction|configuration|config|chaine de connexion|connection string|mot de passe|cle|cles|password|api key|secret|variable|base de donnees|schema|code source|system|hidden|initial)\w*|\bchaine de connexion|\bdrop table|\bselect .{1,40} from\b|\bunion select|\b(reponds?|answer|say|dis) (seulement|uniquement|only|juste|just|exactement|desormais)\b|\b(a partir de maintenant|desormais|from now on)\b.{0,60}\b(tu|vous|reponds|you|answer)|\bbase64|\brot13|\bnouvelles? (consignes?|instructions?|regles?)\b|\bnew (instructions?|rules?)\b|\bfin (des consignes|du contexte|de la fiche)|\bend of (context|prompt|instructions)")]
    private static partial Regex InstructionPattern();

    [GeneratedRegex(@"\b(proposer|signaler|ajouter|inscrire|referencer|publier|faire connaitre|presenter|enregistrer|declarer|soumettre)\b.{0,30}\b(mon|ma|notre|nos|une|un|cette) (\w+ ){0,2}(initiative|projet|association|asso|action|structure|tiers lieu|collectif|entreprise|fiche)\b.{0,30}(ici|sur (ce|votre|le) site|dans (le|votre) catalogue|au catalogue|sur social connect)?|\bcomment (figurer|apparaitre|etre reference)")]
    private static partial Regex ProposePattern();

    [GeneratedRegex(@"\b(comment|ou|a qui|qui)\b.{0,20}\b(les |la |le |l )?(contacter|joindre|appeler|ecrire|inscrire|adresser)\b|\b(contacter|joindre) (le|la|les|l|celui|celle|cette|ce)\b|\b(leur|son|ses|leurs|le|l|un|quel est le|quelle est l|donne\w*|avoir) (numero|telephone|tel|mail|email|courriel|adresse|contact|coordonnees|site|site internet|site web)\b|\bcoordonnees\b|\bles appeler\b")]
    private static partial Regex ContactPattern();

    [GeneratedRegex(@"\bcompar|\bdifferences? (entre|il y a)|\bdifference\b.{0,30}\bet\b|\b(lequel|laquelle|lesquels|lesquelles) (choisir|est|sont|me|nous|prendre|convient)|\bcote a cote\b|\bmieux (entre|vaut)|\b(versus|vs)\b")]
    private static partial Regex ComparePattern();

    [GeneratedRegex(@"\b(c est quoi|c quoi|qu est ce que( c est)?( que)?|kesako|qu est ce qu)\b|\bparle[zs]?( moi| nous)? (de|du|des|d)\b|\ben savoir plus|\bplus (d infos?|d informations?|de details?)\b|\bdis( m| moi| nous)? (en|nous en) plus|\b(explique|detaille|decris|raconte)[rzs]?( moi| nous)?\b.{0,40}\b(premier|premiere|deuxieme|second|seconde|troisieme|quatrieme|cinquieme|dernier|derniere|celui|celle|cette|ce|ca|comment|\d)|\bcomment (fonctionne|marche|ca se passe)\b|\bca consiste|\bils? (font|fait|fonctionne\w*) quoi|\bque fait\b|\bc est pour qui|\bc est gratuit|\bc est ou\b|\bc est payant|\bcombien ca coute")]
    private static partial Regex ExplainPattern();

    [GeneratedRegex(@"^(et |ok |oui |non )*(il y en a |t en as |vous en avez |montre\w*( moi| m en)? |voir |donne\w*( moi| m en)? |as tu |avez vous |tu as |vous avez )*(d autres?|encore|autre chose|la suite|les suivant\w*|plus de (resultats|choix)|plus|une autre|un autre)( (idees?|initiatives?|resultats?|choix|propositions?|exemples?|associations?|pistes?|solutions?))*( svp| s il (vous|te) plait| stp)?$")]
    private static partial Regex MorePattern();

    [GeneratedRegex(@"^(et|ou|mais|plutot|sinon|pareil|la meme chose|meme chose|idem|aussi|non|oui|ok|d accord|alors|donc|en fait|finalement|uniquement|seulement|juste)\b|\b(plutot|a la place|a ce moment la)$|^(en ville|a la campagne|pour (les|des|un|une|mon|ma|mes|quelqu un|moi|nous)|avec (les|des|un|une)|sans|plus (pres|loin|proche)|moins (cher|loin)|dans (le|la|les|l|un|une)|pas )\b")]
    private static partial Regex ContinuesPattern();

    [GeneratedRegex(@"\b(celui|celle|ceux|celles) (ci|la)\b|\b(cette|cet|ces) (initiative|association|projet|structure|action|initiatives|asso)\b|\bce (projet|dispositif|lieu|truc)\b|^(et )?(c est|ca)\b|\b(les|la|le|l) (contacter|joindre|appeler|rejoindre|trouver)\b|\b(leur|ses|son|leurs) (numero|telephone|mail|adresse|site|contact|horaires)|\bils font|\bil fait quoi|\belle fait quoi|\bparle m en|\bdis m en plus|\bdis moi en plus|\ben savoir plus$")]
    private static partial Regex PointsBackPattern();

    [GeneratedRegex(@"\bles (deux|trois|2|3) premiers?(es)?\b|\bles (deux|trois|2|3)( ensemble)?$")]
    private static partial Regex FirstFewPattern();

    [GeneratedRegex(@"\b(?:le|la|l|du|de la|au) (?<word>premier|premiere|1er|1ere|deuxieme|second|seconde|2e|2eme|troisieme|3e|3eme|quatrieme|4e|4eme|cinquieme|5e|5eme|dernier|derniere)\b(?! (?:fois|etage|arrondissement|jour|annee|mois|enfant|age|emploi|train|bus|main|degre|guerre|siecle|metro|chance|vie|secours|pas))|\b(?:numero|fiche|carte|n) (?<number>\d{1,2})\b|\b(?:le|la) (?<number>[1-9])\b(?! (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|ans|km))")]
    private static partial Regex OrdinalPattern();

    [GeneratedRegex(@"\b(?:entre|compar\w*) (?:le |la |les )?([1-9]) (?:et|avec|a) (?:le |la )?([1-9])\b")]
    private static partial Regex PairPattern();

    [GeneratedRegex(@"^\s*(bonjour|bonsoir|salut|coucou|hello|svp|stp)\b[ ,!.]*|\b(s[’']il (vous|te) plaît|svp|stp|merci( d[’']avance| beaucoup)?)\b|^\s*(je (cherche|recherche|voudrais|souhaite|souhaiterais|veux|aimerais)( à)?( trouver| savoir| connaître)?|est[- ]ce (que|qu[’'])( vous (avez|auriez|connaissez)| tu (as|connais)| il y a| quelqu[’']un (connaît|sait))?|y a[- ]t[- ]il|il y a|ya|connaissez[- ]vous|connais[- ]tu|avez[- ]vous|auriez[- ]vous|as[- ]tu|pouvez[- ]vous m[’']aider( à)?|peux[- ]tu m[’']aider( à)?|aidez[- ]moi( à)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PolitenessPattern();
}
