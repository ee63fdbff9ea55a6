namespace Stagedoor.Frameio.Resources.Me;

/// <summary>The port through which the identity service learns that an application made its first call.</summary>
public interface IProfileCalls
{
    /// <summary>Notes in memory that <c>/v4/me</c> was answered to a credential.</summary>
    void Note(string clientId, DateTimeOffset at);
}
