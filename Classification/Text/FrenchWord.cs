namespace SocialConnect.Classification.Text;

/// <summary>One form of a word: its letters without accents, and the stem it shares with its other forms. One object per form, compared by reference.</summary>
public sealed class FrenchWord(string plain, string stem, bool isStop)
{
    public string Plain => plain;

    public string Stem => stem;

    /// <summary>A word that every text has, which says nothing of its subject.</summary>
    public bool IsStop => isStop;
}
