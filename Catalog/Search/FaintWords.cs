using System.Collections.Frozen;

namespace SocialConnect.Catalog.Search;

/// <summary>
/// Words of which a question told like a story is full and that say little about what is sought. In a catalogue written in the words of the trade they are rare,
/// so that their inverse document frequency alone would make them the most telling ones.
/// </summary>
internal static class FaintWords
{
    // Talk: what carries the sentence along.
    private const double Talk = 0.15;

    // Times, quantities, judgements and verbs that go with any subject.
    public const double General = 0.35;

    // Who is concerned, and words that any initiative says of itself: they tell apart, but not what is sought.
    private const double Around = 0.6;

    private static readonly FrozenDictionary<string, double> Known = Read();

    /// <summary>From 0 to 1: what the word counts for in a question.</summary>
    public static double ImportanceOf(string stem) => char.IsDigit(stem[0]) ? General : Known.GetValueOrDefault(stem, 1);

    private static FrozenDictionary<string, double> Read()
    {
        var known = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (words, importance) in new[] { (AroundWords, Around), (GeneralWords, General), (TalkWords, Talk) })
        {
            foreach (var stem in FrenchAnalyzer.StemsOf(words))
            {
                known[stem] = importance;
            }
        }

        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private const string TalkWords =
        """
        cherche chercher recherche voudrais voudrait voudrions vouloir veux veut voulons voulait voulais veulent aimerais aimerait aimerions souhaite souhaiterais souhaiter
        besoin envie trouve trouver trouverais trouvait connaissez connais connaître connait sais sait savez savoir savais sauriez existe existerait exister possible possibilité
        auriez aurais auriez avions avaient étais serais serait seriez serions étaient pourrais pourrait pourriez pourrions pouvez pouvons pouvait pouvoir peut peux
        quelqu'un quelque chose truc trucs machin bidule chose choses gens quidam untel dire dit dis disent disait dites disant croire crois croit pense penser penses pensait
        vais va allez allons aller vas vont allait irait irais venir viens vient venu venez viennent faut faudrait fallait falloir mettre mets met mis prendre prends prend pris
        donner donne donné passer passe passé rester reste restent voir vois voit vu voyez demander demande demandait comprendre comprends compris comprend essayer essaie essaye
        commencer commence finir fini finit continuer continue arriver arrive arrivent arrivait laisser laisse laissé tenir tient tiens devenir devient devenue sembler semble
        vraiment beaucoup peu assez moins bien mal mieux déjà encore jamais souvent parfois maintenant là rien personne chaque plusieurs certains certaines depuis avant après
        pendant contre juste surtout enfin bref hein ben bah euh ouais oui non ok lol mdr stp svp franchement carrément vachement hyper super genre grave
        quasiment presque tellement complètement totalement absolument simplement facilement rapidement sûrement forcément heureusement malheureusement
        idée idées question façon manière sorte espèce cas point truc histoire côté part marre ras bol moyen moyens là-bas ailleurs partout nulle
        dedans dehors dessus dessous loin près proche coin environs alentours ici parmi hors selon malgré car puis ensuite tant pis tas plein plupart
        m'aider m'indiquer renseigner renseignement conseiller recommander recommandez svp urgent urgence merci bonjour salut coucou bonsoir
        """;

    private const string GeneralWords =
        """
        jour jours journée semaine semaines mois an ans année années temps fois moment moments heure heures minute minutes matin matins soir soirs soirée nuit midi week-end
        demain hier lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        hiver été automne printemps prochain prochaine dernier dernière premier première deux trois quatre cinq six sept huit neuf dix vingt trente quarante cinquante soixante cent mille
        second deuxième troisième seul seule seuls seules vrai vraie faux même nouveau nouvelle vieux vieille grand grande petit petite gros grosse beau belle bon bonne meilleur meilleure
        propre long longue court courte haut bas entier entière simple compliqué difficile dur dure facile important normal drôle bizarre triste content contente fier
        perdu perdue perdre perd bout fin début rythme tour tourner sortir sort sorti entrer rentrer rentre partir part parti suivre suit servir sert garder garde gardé
        tomber tombe tombé monter descendre ouvrir ouvert fermer fermé jeter jette tourner changer changé change bouger rendre rend rendu manquer manque marcher marche
        parler parle raconter raconte entendre écouter regarder montrer montre apporter ramener amener emmener poser tirer lancer lance lancé attendre attends
        appeler appelle rencontrer payer paie paye coûter coûte acheter achète vendre gagner proposer propose offrir offre choisir utiliser organiser participer occuper
        aider aide aides aidez faire refaire créer monter gérer réussir oser éviter arrêter profiter habiter habite habitons habitent vivre vit vis vivent
        lieu lieux endroit endroits place adresse chez-moi maison ville village quartier campagne région département pays terrain local locaux
        monde vie homme femme monsieur madame mec type fille garçon gars nana copain copine ami amie amis pote potes collègue voisin voisine
        problème problèmes solution solutions raison effet résultat niveau prix pas-cher cher chère gratuit gratuite gratuitement argent sou sous euro euros
        rêver rêve rêves obtenir obtenu devenir plaire plaît aimer aime sentir sens ressentir arrivée hors
        équipe membre liste nombre partie reste suite avenir
        """;

    private const string AroundWords =
        """
        initiative initiatives projet projets association associations asso structure structures organisme organismes dispositif dispositifs action actions programme service services
        groupe groupes collectif réseau activité activités atelier ateliers accompagnement soutien conseil conseils démarche démarches
        mère père maman papa fils frère soeur mari femme parents parent enfant enfants gamin gamine gosse famille
        jeune jeunes personnes local locale locaux social sociale sociaux solidaire solidaires
        """;
}
