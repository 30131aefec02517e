namespace SocialConnect.Catalog.Probes;

/// <summary>Why a probe has no answer, in a word.</summary>
public enum ProbeTrouble
{
    /// <summary>The site's robots.txt forbids the page.</summary>
    Robots,

    /// <summary>The site does not answer.</summary>
    Unreachable,

    /// <summary>The site refuses the page, there is none, or its address may not be dialled.</summary>
    Refused,

    /// <summary>The page is not what can be read.</summary>
    Unreadable,

    /// <summary>The recipe is not valid; a preview's answer names the places instead.</summary>
    Recipe,

    /// <summary>It took too long.</summary>
    Slow,

    /// <summary>A fault of ours.</summary>
    Broken,
}
