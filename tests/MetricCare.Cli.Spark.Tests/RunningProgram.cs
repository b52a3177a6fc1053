using System.Diagnostics;
using System.Globalization;

namespace MetricCare.Cli.Spark.Tests;

/// <summary>The program as its user starts it, with the processes that it starts. These are found by the files of Linux.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public RunningProgram(IEnumerable<string> arguments, string? sparkHome = null)
    {
        var start = new ProcessStartInfo(Twins.Executable) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SPARK_LOCAL_IP"] = "127.0.0.1";
        if (sparkHome is not null)
        {
            start.Environment["SPARK_HOME"] = sparkHome;
        }

        _process = Process.Start(start)!;
        (_output, _error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
    }

    /// <summary>Waits for the moment; the program must not end before.</summary>
    public void WaitUntil(Func<bool> moment)
    {
        var began = Stopwatch.StartNew();
        while (!moment())
        {
            Assert.False(_process.HasExited, "The program ended before the moment came.");
            Assert.True(began.Elapsed < Patience, "The moment never came.");
            Thread.Sleep(2);
        }
    }

    /// <summary>Kills at once a process that the program started, however deep, by its command line.</summary>
    /// <returns>When it and all that it had started are gone.</returns>
    public async Task KillAsync(Func<string, bool> commandLine)
    {
        var target = Below(_process.Id).First(pid => commandLine(CommandLine(pid)));
        var all = Below(target).Append(target).ToList();
        using (var process = Process.GetProcessById(target))
        {
            process.Kill();
        }

        // One that has ended has no command line, even where nobody has asked for its code yet.
        for (var began = Stopwatch.StartNew(); all.Exists(pid => CommandLine(pid).Length > 0);)
        {
            Assert.True(began.Elapsed < Patience, "What was killed, or what it had started, goes on.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async Task<(int Code, string Text)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _error + await _output);
    }

    public async Task SucceedAsync()
    {
        var (code, text) = await EndAsync();
        Assert.True(code == 0, text);
    }

    /// <summary>Processes that the program started and that run now, by their command lines.</summary>
    public int Count(Func<string, bool> commandLine) => Below(_process.Id).Count(pid => commandLine(CommandLine(pid)));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static List<int> Below(int ancestor)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Parent: ParentOf(pid)))
            .ToLookup(pair => pair.Parent, pair => pair.Pid);
        var (found, next) = (new List<int>(), new Queue<int>([ancestor]));
        while (next.TryDequeue(out var pid))
        {
            foreach (var child in parents[pid])
            {
                found.Add(child);
                next.Enqueue(child);
            }
        }

        return found;
    }

    // Behind the name in brackets, which may hold anything, come the state and the parent.
    private static int ParentOf(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : -1;
    }

    private static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline").Replace('\0', ' ');

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It has ended in the meantime.
            return string.Empty;
        }
    }
}
