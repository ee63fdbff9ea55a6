namespace Stagedoor.Server.ServiceAccounts;

/// <summary>The port through which the doings of service account users are noted. Written late, in groups: never per request (design §8).</summary>
public interface IServiceAccountUses
{
    /// <summary>Notes in memory that it acted; it reaches storage within 5 s.</summary>
    void Note(string id, DateTimeOffset at);
}
