namespace Stagedoor.Server.Consents;

/// <summary>The port through which uses of grants are noted: a token got by one, or a call made with such a token.</summary>
public interface IConsentUses
{
    /// <summary>Notes a use in memory; it reaches storage within 5 s and is never written per request (design §8).</summary>
    void Note(string personId, string clientId, DateTimeOffset at);
}
