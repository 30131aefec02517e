using System.Collections.Frozen;

namespace SocialConnect.Catalog.Search;

/// <summary>Words that say nothing about a subject, folded. Neither indexed nor searched, save inside quotes.</summary>
internal static class StopWords
{
    public static FrozenSet<string> All { get; } =
        """
        a au aux avec ce ceci cela celle celles celui ces cet cette ceux chez ci comme comment d dans de des donc dont du elle elles en entre est et etaient etait etant
        ete etes etre eu eue eut eux fut furent il ils je j la le les leur leurs lequel laquelle lesquels lesquelles lui l m ma mais me meme memes mes mien moi mon n ne ni nos notre
        nous on ont ou oui par pas pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa se sera serait ses si soi soit sommes son sont suis sur t ta te tel telle tes toi
        ton tu un une vers voici voila vos votre vous y ai ait as aura aurait auront aussi autre autres avait avaient avez avoir avons ayant c ca car combien dois doit doivent
        es fait faire fais faites font ici jusqu jusque lors lorsque lorsqu or parce peut peuvent peux plus presque puisque puisqu quelque quelques quiconque
        quoique sans sauf sera seront sous tandis tant toujours tous tout toute toutes tres trop seulement bonjour bonsoir merci svp salut aujourd hui aujourdhui alors ainsi
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
