using System.Text.RegularExpressions;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>Recognises dangers in what people write. Too often is better than once too few: the numbers stand beside the answer, they do not replace it.</summary>
internal static partial class Emergencies
{
    private static readonly EmergencyNumber Samu = new("15", "le SAMU, pour une urgence médicale");
    private static readonly EmergencyNumber Police = new("17", "la police ou la gendarmerie, en cas de danger immédiat");
    private static readonly EmergencyNumber Firemen = new("18", "les pompiers");
    private static readonly EmergencyNumber Europe = new("112", "toutes les urgences, partout en Europe");
    private static readonly EmergencyNumber Deaf = new("114", "toutes les urgences par SMS, si vous ne pouvez pas parler ou entendre");
    private static readonly EmergencyNumber Shelter = new("115", "le Samu social, pour un abri ce soir");
    private static readonly EmergencyNumber Children = new("119", "Allô enfance en danger, gratuit et confidentiel, jour et nuit");
    private static readonly EmergencyNumber Violence = new("3919", "Violences femmes info, anonyme et gratuit, jour et nuit");
    private static readonly EmergencyNumber Suicide = new("3114", "le numéro national de prévention du suicide, gratuit, jour et nuit");
    private static readonly EmergencyNumber Bullying = new("3018", "contre le harcèlement et le cyberharcèlement, gratuit et confidentiel");
    private static readonly EmergencyNumber Elders = new("3977", "contre les maltraitances envers les personnes âgées ou handicapées");

    private static readonly (Func<Regex> Pattern, Emergency Emergency)[] Known =
    [
        (SuicidePattern, new Emergency("Si vous pensez à mourir, ou si vous avez peur pour quelqu’un, parlez-en tout de suite\u202f: on vous écoute.", [Suicide, Samu, Europe, Deaf])),
        (ChildPattern, new Emergency("Si un enfant est en danger, appelez tout de suite.", [Children, Police, Deaf])),
        (ElderPattern, new Emergency("Si une personne âgée ou handicapée est maltraitée, appelez.", [Elders, Police, Deaf])),
        (ViolencePattern, new Emergency("Si vous êtes en danger, appelez tout de suite.", [Police, Violence, Deaf, Europe])),
        (HealthPattern, new Emergency("Si une vie est en jeu, appelez tout de suite.", [Samu, Europe, Deaf])),
        (FirePattern, new Emergency("Si quelque chose brûle ou si quelqu’un est pris, appelez tout de suite.", [Firemen, Europe, Deaf])),
        (AssaultPattern, new Emergency("Si vous êtes en danger, appelez tout de suite.", [Police, Europe, Deaf])),
        (ShelterPattern, new Emergency("Si vous ne savez pas où dormir ce soir, appelez.", [Shelter, Europe])),
        (BullyingPattern, new Emergency("Si un enfant ou un adolescent est harcelé, on peut l’aider.", [Bullying, Children, Suicide])),
    ];

    /// <param name="folded">Lower case, no accents, one space between words.</param>
    /// <returns>The most pressing danger; null when there is none.</returns>
    public static Emergency? Find(string folded) =>
        Known.Where(known => known.Pattern().IsMatch(folded)).Select(known => known.Emergency).FirstOrDefault();

    [GeneratedRegex(@"\bsuicid|\b(me|se|m) (tuer|foutre en l air|pendre)\b|\ben finir (avec|maintenant|ce soir|une bonne fois)|\b(envie|veux|veut|voudrais|voudrait) (de )?(mourir|crever|en finir|disparaitre)\b|\bplus (envie|gout|la force) (de vivre|a la vie)|\bvivre ne sert|\bmettre fin a (mes|ses) jours|\bidees noires|\bmieux sans moi|\bs est (scarifie|taillade)|\bme (scarifi|faire du mal)|\bkill myself\b")]
    private static partial Regex SuicidePattern();

    [GeneratedRegex(@"\benfants? (est |sont )?(battu|maltrait|en danger|frappe|abuse)|\bmaltraitance (des |d )?enfant|\b(frappe|bat|tape|abuse|viole|touche) (de )?(mon|ma|mes|ses|son|sa|leur|leurs|le|la|les|un|une) (enfant|enfants|fils|fille|bebe|petit|petite|gamin|gamine)|\b(inceste|pedophil)|\bvoisins? (frappe|bat)[a-z]* (leur|ses|son)")]
    private static partial Regex ChildPattern();

    [GeneratedRegex(@"\bmaltrait\w* .{0,40}\b(age|agee|agees|ehpad|maison de retraite|handicap|grand mere|grand pere|mamie|papi)|\b(mere|pere|grand mere|grand pere|mamie|papi|resident\w*|vieux|vieille) .{0,30}\bmaltrait")]
    private static partial Regex ElderPattern();

    [GeneratedRegex(@"\b(mari|compagnon|conjoint|copain|mec|ex|pere|frere|femme|compagne|il|elle) (me|m|la|le|nous) (a |as )?(frapp|bat\b|battu|tap|gifl|cogn|menac|viol|etrangl|sequestr|fait peur|harcel)|\bfemmes? (battue|victime)|\bviolences? (conjugal|faites aux femmes|intrafamilial|domestique|sexuelle|au sein du couple)|\b(viol|violee?|agression sexuelle|mariage force|excis\w+)\b|\b(suis|etre|ete) battue?\b|\bpeur (de|que) (mon|son) (mari|conjoint|compagnon|ex|copain|mec)|\bporter plainte contre mon (mari|ex|conjoint)")]
    private static partial Regex ViolencePattern();

    [GeneratedRegex(@"\bne respire (plus|pas)|\barret cardiaque|\bcrise cardiaque|\b(fait|faire|a fait) un (malaise|avc|infarctus)\b|\boverdose|\bsurdose|\binconscient|\bdouleur .{0,15}(poitrine|thora)|\bmal a la poitrine|\bsaigne (beaucoup|abondamment)|\bs etouffe|\bavale .{0,30}(javel|medicaments|produit)|\bcoma\b|\b(est en train d|va) accoucher|\bconvulsion|\bne se reveille (pas|plus)")]
    private static partial Regex HealthPattern();

    [GeneratedRegex(@"\bau feu\b|\bil y a le feu|\bincendie (chez|dans|en cours|maintenant)|\b(maison|appartement|immeuble|voiture|cuisine|foret) (brule|est en feu|en feu)|\bfuite de gaz|\bodeur de gaz")]
    private static partial Regex FirePattern();

    [GeneratedRegex(@"\b(m|nous) (a |ont )?(agresse|attaque|poursui|suit dans la rue)|\bon me suit\b|\bcambriol\w+ (en cours|maintenant|chez moi)|\bquelqu un (essaie|tente) d entrer|\bje suis en danger|\bil a (un couteau|une arme|un fusil)|\bprise? d otage")]
    private static partial Regex AssaultPattern();

    [GeneratedRegex(@"\b(dors|dort|dormons|dorment|dormir|passe la nuit|nuit) (dehors|dans la rue|dans ma voiture|a la rue)|\b(suis|sommes|est|vis|etre|retrouve|jeune|personne|quand on est) (a la rue|sans abri|sdf)|\bnulle part ou (dormir|aller)|\bpas d endroit ou dormir|\bexpuls\w+ (ce soir|demain|de chez)|\bou dormir (ce soir|cette nuit)|\bplus de toit|\bmis[e]? dehors|\bsans (logement|domicile) (ce soir|fixe)")]
    private static partial Regex ShelterPattern();

    [GeneratedRegex(@"\bharcel\w+ .{0,30}(ecole|college|lycee|classe|scolaire|internet|reseaux)|\b(fils|fille|enfant|ado|eleve)\w* .{0,30}harcel|\bcyberharcel|\bharcelement scolaire")]
    private static partial Regex BullyingPattern();
}
