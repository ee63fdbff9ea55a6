using Stagedoor.Server.SignIn.There;

namespace Stagedoor.Server.Endpoints.Here;

/// <summary>Breaks the rule where it is hardest to see: an edge names another only as a generic argument inside an async state machine.</summary>
public static class HereEndpoint
{
    public static async Task<int> CountAsync()
    {
        await Task.Yield();
        return new List<ThereStep>().Count;
    }
}
