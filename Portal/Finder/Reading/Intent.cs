namespace SocialConnect.Portal.Finder.Reading;

/// <summary>What a person wants of the finder this time.</summary>
public enum Intent
{
    /// <summary>Initiatives that answer a need: the usual case.</summary>
    Find,

    /// <summary>Others than those already shown.</summary>
    More,

    /// <summary>What an initiative is.</summary>
    Explain,

    /// <summary>How to reach an initiative.</summary>
    Contact,

    /// <summary>Two or three initiatives side by side.</summary>
    Compare,

    /// <summary>To have an initiative added to the catalogue.</summary>
    Propose,

    Thanks,

    Greeting,

    /// <summary>What the finder itself is and does.</summary>
    About,

    /// <summary>Nothing a catalogue of initiatives could answer.</summary>
    OffTopic,
}
